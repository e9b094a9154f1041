//! Blocks in blocks, in arms and in loops.

use super::check_flow;

#[test]
fn a_failing_inner_rescue_or_always_goes_to_the_outer_rescue() {
    check_flow(
        "block {\n\
         block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         } always {\n\
         do three\n\
         }\n\
         } rescue {\n\
         do four\n\
         } always {\n\
         do five\n\
         }\n\
         do six",
        "one -> three !two noncritical\n\
         two -> three !set_BlockFailed2 noncritical\n\
         set_BlockFailed2 !four noncritical\n\
         three !four noncritical\n\
         block_2_check ?block_2_fail :five !four noncritical\n\
         block_2_fail !four noncritical\n\
         four -> five !set_BlockFailed\n\
         set_BlockFailed\n\
         five\n\
         block_check ?block_fail :six\n\
         block_fail end\n\
         six",
    );
}

#[test]
fn a_block_in_a_rescue_fails_to_the_outer_always() {
    check_flow(
        "block {\n\
         do one\n\
         } rescue {\n\
         block {\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }\n\
         } always {\n\
         do four\n\
         }\n\
         do five",
        "one -> four !two noncritical\n\
         two -> four !three noncritical\n\
         three -> four !set_BlockFailed\n\
         set_BlockFailed\n\
         four\n\
         block_check ?block_fail :five\n\
         block_fail end\n\
         five",
    );
}

#[test]
fn a_block_in_always_keeps_the_failure_before_it() {
    check_flow(
        "block {\n\
         do one\n\
         } always {\n\
         block {\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }\n\
         }\n\
         do five",
        "one -> two !set_BlockFailed\n\
         set_BlockFailed\n\
         two -> block_check !three noncritical\n\
         three\n\
         block_check ?block_fail :five\n\
         block_fail end\n\
         five",
    );
}

#[test]
fn a_block_in_always_at_the_end_lands() {
    check_flow(
        "block {\n\
         do one\n\
         } always {\n\
         block {\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }\n\
         }",
        "one !two\n\
         two -> two_end !three noncritical\n\
         three end\n\
         two_end end",
    );
}

#[test]
fn a_block_in_a_cancellation_ends_with_it() {
    check_flow(
        "block {\n\
         do one\n\
         } cancel {\n\
         block {\n\
         do two\n\
         } rescue {\n\
         do three\n\
         }\n\
         }\n\
         do five",
        "one -> five xtwo\n\
         two -> two_end !three noncritical\n\
         three end\n\
         five end\n\
         two_end end",
    );
}

#[test]
fn an_inner_always_that_fails_leaves_nothing_behind_it() {
    check_flow(
        "block {\n\
         block {\n\
         do one\n\
         } always {\n\
         fail \"a\"\n\
         }\n\
         } rescue {\n\
         do two\n\
         }\n\
         do three",
        "one !fail noncritical\n\
         fail !two noncritical\n\
         two\n\
         three",
    );
}

#[test]
fn a_block_stands_in_an_arm() {
    check_flow(
        "if Go {\n\
         block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         }\n\
         }\n\
         do three",
        "branch ?one :three\n\
         one -> three !two noncritical\n\
         two\n\
         three",
    );
}

#[test]
fn a_branch_in_a_block_is_guarded_with_its_arms() {
    check_flow(
        "block {\n\
         if Go {\n\
         do one\n\
         } else {\n\
         do two\n\
         }\n\
         } rescue {\n\
         do three\n\
         }\n\
         do four",
        "branch ?one :two !three noncritical\n\
         one -> four !three noncritical\n\
         two -> four !three noncritical\n\
         three\n\
         four",
    );
}

#[test]
fn a_branch_at_the_end_of_a_block_lands() {
    check_flow(
        "block {\n\
         do one\n\
         if Go {\n\
         do two\n\
         }\n\
         } rescue {\n\
         do three\n\
         }",
        "one !three noncritical\n\
         branch ?two :branch_end !three noncritical\n\
         two -> branch_end !three noncritical\n\
         three end\n\
         branch_end end",
    );
}

#[test]
fn break_in_a_rescue_leaves_the_loop() {
    check_flow(
        "for n in Names {\n\
         block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         break\n\
         }\n\
         do three\n\
         }\n\
         do four",
        "for_n\n\
         \x20 one -> three !two noncritical\n\
         \x20 two -> four\n\
         \x20 three\n\
         four",
    );
}

#[test]
fn a_step_of_a_loop_jumps_out_to_the_mark() {
    check_flow(
        "block {\n\
         for n in Names {\n\
         do one\n\
         }\n\
         } always {\n\
         do two\n\
         }\n\
         do three",
        "for_n -> two !set_BlockFailed\n\
         \x20 one !set_BlockFailed\n\
         set_BlockFailed\n\
         two\n\
         block_check ?block_fail :three\n\
         block_fail end\n\
         three",
    );
}

#[test]
fn break_inside_a_block_goes_behind_the_loop() {
    check_flow(
        "block {\n\
         for n in Names {\n\
         do one\n\
         if n == \"a\" {\n\
         break\n\
         }\n\
         do two\n\
         }\n\
         } rescue {\n\
         do three\n\
         }\n\
         do four",
        "for_n -> four !three noncritical\n\
         \x20 one !three noncritical\n\
         \x20 branch ?four :two !three noncritical\n\
         \x20 two !three noncritical\n\
         three\n\
         four",
    );
}

#[test]
fn the_limit_of_a_repeat_is_rescued() {
    check_flow(
        "block {\n\
         repeat {\n\
         let state = aws.ec2.DescribeVpcs()\n\
         } until state.NextToken == \"x\" max 3\n\
         } rescue {\n\
         do three\n\
         }\n\
         do four",
        "repeat !three noncritical\n\
         \x20 state !three noncritical\n\
         \x20 repeat_until ?four :repeat_until_end !three noncritical\n\
         \x20 repeat_until_end end\n\
         repeat_limit !three noncritical\n\
         three\n\
         four",
    );
}

#[test]
fn a_block_in_a_loop_forgets_the_turn_before() {
    check_flow(
        "for n in Names {\n\
         block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         } always {\n\
         do three\n\
         }\n\
         }\n\
         do four",
        "for_n\n\
         \x20 set_BlockFailed\n\
         \x20 one -> three !two noncritical\n\
         \x20 two -> three !set_BlockFailed_2\n\
         \x20 set_BlockFailed_2\n\
         \x20 three\n\
         \x20 block_check ?block_fail :block_check_end\n\
         \x20 block_fail\n\
         \x20 block_check_end end\n\
         four",
    );
}

#[test]
fn the_cancellation_of_a_loops_block_stands_outside() {
    check_flow(
        "for n in Names {\n\
         block {\n\
         do one\n\
         } rescue {\n\
         do two\n\
         } cancel {\n\
         do three\n\
         }\n\
         }\n\
         do four",
        "for_n\n\
         \x20 one -> one_end !two noncritical xthree\n\
         \x20 two xthree\n\
         \x20 one_end end\n\
         four end\n\
         three",
    );
}
