//! `for` at both stages, `repeat`, `break`, `continue`.

use super::check_flow;

#[test]
fn a_loop_of_the_build_is_its_steps() {
    check_flow(
        "for n in [\"a1\", \"b1\"] {\n\
         aws.s3.HeadBucket(Bucket: n)\n\
         if Go {\n\
         aws.ec2.DescribeVpcs()\n\
         }\n\
         }\n\
         do two",
        "headBucket_a1\n\
         branch ?describeVpcs_a1 :headBucket_b1\n\
         describeVpcs_a1\n\
         headBucket_b1\n\
         branch_2 ?describeVpcs_b1 :two\n\
         describeVpcs_b1\n\
         two",
    );
}

#[test]
fn a_loop_of_the_run_holds_its_steps() {
    check_flow(
        "for n in Names {\n\
         aws.s3.HeadBucket(Bucket: n)\n\
         do one\n\
         }\n\
         do two",
        "for_n\n\
         \x20 headBucket\n\
         \x20 one\n\
         two",
    );
}

#[test]
fn the_end_of_an_arm_ends_the_turn() {
    check_flow(
        "for n in Names {\n\
         if n == \"a\" {\n\
         do one\n\
         } else {\n\
         do two\n\
         }\n\
         }\n\
         do three",
        "for_n\n\
         \x20 branch ?one :two\n\
         \x20 one -> one_end\n\
         \x20 two\n\
         \x20 one_end end\n\
         three",
    );
}

#[test]
fn break_leaves_the_loop_and_continue_the_turn() {
    check_flow(
        "for n in Names {\n\
         if n == \"a\" {\n\
         break\n\
         }\n\
         if n == \"b\" {\n\
         continue\n\
         }\n\
         do one\n\
         }\n\
         do two",
        "for_n\n\
         \x20 branch ?two :branch_2\n\
         \x20 branch_2 ?branch_2_end :one\n\
         \x20 one\n\
         \x20 branch_2_end end\n\
         two",
    );
}

#[test]
fn break_of_the_last_loop_lands_outside() {
    check_flow(
        "for n in Names {\n\
         if n == \"a\" {\n\
         break\n\
         }\n\
         do one\n\
         }",
        "for_n end\n\
         \x20 branch ?branch_end :one\n\
         \x20 one\n\
         branch_end end",
    );
}

#[test]
fn a_step_before_break_jumps_out() {
    check_flow(
        "for n in Names {\n\
         do one\n\
         if n == \"a\" {\n\
         do two\n\
         break\n\
         }\n\
         do four\n\
         }\n\
         do three",
        "for_n\n\
         \x20 one\n\
         \x20 branch ?two :four\n\
         \x20 two -> three\n\
         \x20 four\n\
         three",
    );
}

#[test]
fn break_in_nested_branches_leaves_the_loop() {
    check_flow(
        "for n in Names {\n\
         if Go {\n\
         if n == \"a\" {\n\
         break\n\
         } else {\n\
         continue\n\
         }\n\
         }\n\
         do one\n\
         }\n\
         do two",
        "for_n\n\
         \x20 branch ?branch_2 :one\n\
         \x20 branch_2 ?two :branch_2_end\n\
         \x20 one\n\
         \x20 branch_2_end end\n\
         two",
    );
}

#[test]
fn exit_in_a_loop_lands_outside() {
    check_flow(
        "for n in Names {\n\
         if n == \"a\" {\n\
         do one\n\
         exit\n\
         }\n\
         do two\n\
         }\n\
         do three",
        "for_n\n\
         \x20 branch ?one :two\n\
         \x20 one -> one_end\n\
         \x20 two\n\
         three end\n\
         one_end end",
    );
}

#[test]
fn fail_in_a_loop_fails_the_execution() {
    check_flow(
        "for n in Names {\n\
         if n == \"a\" {\n\
         fail \"no\"\n\
         }\n\
         do one\n\
         }\n\
         do two",
        "for_n\n\
         \x20 branch ?fail :one\n\
         \x20 fail -> fail_end\n\
         \x20 one\n\
         \x20 fail_end end\n\
         two",
    );
}

#[test]
fn repeat_leaves_from_inside_and_fails_at_its_limit() {
    check_flow(
        "repeat {\n\
         do one\n\
         let state = aws.ec2.DescribeVpcs()\n\
         } until state.NextToken == \"x\" max 5\n\
         do two",
        "repeat\n\
         \x20 one\n\
         \x20 state\n\
         \x20 repeat_until ?two :repeat_until_end\n\
         \x20 repeat_until_end end\n\
         repeat_limit end\n\
         two",
    );
}

#[test]
fn continue_of_a_repeat_still_asks_its_condition() {
    check_flow(
        "repeat {\n\
         let state = aws.ec2.DescribeVpcs()\n\
         if Go {\n\
         break\n\
         }\n\
         if Size == \"a\" {\n\
         continue\n\
         }\n\
         do one\n\
         } until state.NextToken == \"x\" max 5\n\
         do two",
        "repeat\n\
         \x20 state\n\
         \x20 branch ?two :branch_2\n\
         \x20 branch_2 ?repeat_until :one\n\
         \x20 one\n\
         \x20 repeat_until ?two :repeat_until_end\n\
         \x20 repeat_until_end end\n\
         repeat_limit end\n\
         two",
    );
}

#[test]
fn a_repeat_at_the_end_has_a_place_to_leave_to() {
    check_flow(
        "repeat {\n\
         let state = aws.ec2.DescribeVpcs()\n\
         } until state.NextToken == \"x\" or state.Vpcs[0].VpcId == \"y\" max 5",
        "repeat\n\
         \x20 state\n\
         \x20 repeat_until ?repeat_until_end ?repeat_until_end :repeat_until_end_2\n\
         \x20 repeat_until_end_2 end\n\
         repeat_limit end\n\
         repeat_until_end end",
    );
}

#[test]
fn a_computed_condition_is_computed_in_each_turn() {
    check_flow(
        "repeat {\n\
         let state = aws.ec2.DescribeVpcs()\n\
         } until length(state.Vpcs) > 3 max 5\n\
         do one",
        "repeat\n\
         \x20 state\n\
         \x20 compute_repeat_until\n\
         \x20 repeat_until ?one :repeat_until_end\n\
         \x20 repeat_until_end end\n\
         repeat_limit end\n\
         one",
    );
}
