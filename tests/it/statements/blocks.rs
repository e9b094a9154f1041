//! `block`, `rescue`, `always`, `cancel`, and failures in each of them.

use super::check_flow;

#[test]
fn a_failing_step_goes_to_the_rescue() {
    check_flow(
        "block {\n\
         do one\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }\n\
         do four",
        "one !three noncritical\n\
         two -> four !three noncritical\n\
         three\n\
         four",
    );
}

#[test]
fn a_block_with_nothing_behind_it_lands() {
    check_flow(
        "block {\n\
         do one\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }",
        "one !three noncritical\n\
         two -> two_end !three noncritical\n\
         three end\n\
         two_end end",
    );
}

#[test]
fn an_empty_rescue_goes_on() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {}\n\
         do four",
        "one !four noncritical\n\
         four",
    );
}

#[test]
fn a_failure_is_one_still_behind_always() {
    check_flow(
        "block {\n\
         do one\n\
         } always {\n\
         do two\n\
         do three\n\
         }\n\
         do four",
        "one -> two !set_BlockFailed\n\
         set_BlockFailed\n\
         two\n\
         three\n\
         block_check ?block_fail :four\n\
         block_fail end\n\
         four",
    );
}

#[test]
fn always_at_the_end_needs_no_mark() {
    check_flow(
        "block {\n\
         do one\n\
         } always {\n\
         do two\n\
         }",
        "one !two\n\
         two",
    );
}

#[test]
fn a_failing_rescue_goes_to_always_and_fails() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         } always {\n\
         do three\n\
         }\n\
         do four",
        "one -> three !two noncritical\n\
         two -> three !set_BlockFailed\n\
         set_BlockFailed\n\
         three\n\
         block_check ?block_fail :four\n\
         block_fail end\n\
         four",
    );
}

#[test]
fn rescue_and_always_at_the_end_need_no_mark() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         } always {\n\
         do three\n\
         }",
        "one -> three !two noncritical\n\
         two !three\n\
         three",
    );
}

#[test]
fn every_arm_but_cancel_can_be_cancelled() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         } always {\n\
         do three\n\
         } cancel {\n\
         do four\n\
         }\n\
         do five",
        "one -> three !two noncritical xfour\n\
         two -> three !set_BlockFailed xfour\n\
         set_BlockFailed\n\
         three xfour\n\
         block_check ?block_fail :five xfour\n\
         block_fail end xfour\n\
         four end\n\
         five",
    );
}

#[test]
fn a_block_may_have_nothing_but_a_cancellation() {
    check_flow(
        "block {\n\
         do one\n\
         } cancel {\n\
         do four\n\
         }\n\
         do five",
        "one -> five xfour\n\
         four end\n\
         five",
    );
}

#[test]
fn a_cancellation_at_the_end_stands_behind_the_end() {
    check_flow(
        "block {\n\
         do one\n\
         } cancel {\n\
         do four\n\
         }",
        "one end xfour\n\
         four",
    );
}

#[test]
fn fail_in_a_block_is_rescued() {
    check_flow(
        "block {\n\
         do one\n\
         fail \"no\"\n\
         } rescue {\n\
         do two\n\
         } always {\n\
         do three\n\
         }\n\
         do four",
        "one !two noncritical\n\
         fail !two noncritical\n\
         two -> three !set_BlockFailed\n\
         set_BlockFailed\n\
         three\n\
         block_check ?block_fail :four\n\
         block_fail end\n\
         four",
    );
}

#[test]
fn fail_in_a_rescue_runs_always() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         fail \"a\"\n\
         } always {\n\
         do three\n\
         }\n\
         do four",
        "one -> three !fail noncritical\n\
         fail !set_BlockFailed\n\
         set_BlockFailed\n\
         three\n\
         block_check ?block_fail :four\n\
         block_fail end\n\
         four",
    );
}

#[test]
fn fail_in_a_rescue_without_always_ends() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         fail \"a\"\n\
         }\n\
         do four",
        "one -> four !fail noncritical\n\
         fail end\n\
         four",
    );
}

#[test]
fn fail_in_always_ends() {
    check_flow(
        "block {\n\
         do one\n\
         } always {\n\
         do two\n\
         fail \"a\"\n\
         }",
        "one !two\n\
         two\n\
         fail",
    );
}

#[test]
fn fail_in_a_cancellation_ends() {
    check_flow(
        "block {\n\
         do one\n\
         } cancel {\n\
         fail \"a\"\n\
         }\n\
         do four",
        "one -> four xfail\n\
         fail end\n\
         four",
    );
}

#[test]
fn exit_in_a_block_passes_by_the_rescue() {
    check_flow(
        "block {\n\
         do one\n\
         if Go {\n\
         exit\n\
         }\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }\n\
         do four",
        "one !three noncritical\n\
         branch ?branch_end :two !three noncritical\n\
         two -> four !three noncritical\n\
         three\n\
         four end\n\
         branch_end end",
    );
}

#[test]
fn exit_in_a_rescue_ends() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         exit\n\
         }\n\
         do four",
        "one -> four !two noncritical\n\
         two end\n\
         four",
    );
}

#[test]
fn clauses_win_over_the_block() {
    check_flow(
        "block {\n\
         do one on failure abort\n\
         do two on failure continue\n\
         do three critical\n\
         do four on failure goto six\n\
         } rescue {\n\
         do five\n\
         }\n\
         do six",
        "one !Abort\n\
         two !Continue\n\
         three !five critical\n\
         four -> six !six\n\
         five\n\
         six",
    );
}

#[test]
fn assignments_are_guarded_but_not_cancelled() {
    check_flow(
        "var mode: Int = 0\n\
         block {\n\
         mode = mode + 1\n\
         do one\n\
         } rescue {\n\
         mode = 2\n\
         } cancel {\n\
         do two\n\
         }\n\
         output mode",
        "compute_set_mode !set_mode_2 noncritical xtwo\n\
         set_mode !set_mode_2 noncritical\n\
         one -> outputs !set_mode_2 noncritical xtwo\n\
         set_mode_2 -> outputs\n\
         two end\n\
         outputs",
    );
}

#[test]
fn a_value_with_a_default_is_set_inside_the_block() {
    check_flow(
        "block {\n\
         let found = aws.ec2.DescribeVpcs()\n\
         do one\n\
         } rescue {\n\
         aws.s3.HeadBucket(Bucket: found.NextToken else \"none\")\n\
         }\n\
         do two",
        "found !headBucket noncritical\n\
         set_foundNextToken !headBucket noncritical\n\
         one -> two !headBucket noncritical\n\
         headBucket\n\
         two",
    );
}
