//! `if`, `else if`, `match`, and variables over branches.

use super::check_flow;

#[test]
fn an_if_without_an_else_goes_on_behind_itself() {
    check_flow(
        "if Go {\n\
         do one\n\
         }\n\
         do two",
        "branch ?one :two\n\
         one\n\
         two",
    );
}

#[test]
fn both_arms_come_together() {
    check_flow(
        "if Go {\n\
         do one\n\
         } else {\n\
         do two\n\
         }\n\
         do three",
        "branch ?one :two\n\
         one -> three\n\
         two\n\
         three",
    );
}

#[test]
fn arms_with_nothing_behind_them_end() {
    check_flow(
        "do one\n\
         if Go {\n\
         do two\n\
         } else {\n\
         do three\n\
         }",
        "one\n\
         branch ?two :three\n\
         two end\n\
         three",
    );
}

#[test]
fn a_default_that_has_nothing_to_go_to_lands() {
    check_flow(
        "do one\n\
         if Go {\n\
         do two\n\
         }",
        "one\n\
         branch ?two :branch_end\n\
         two end\n\
         branch_end end",
    );
}

#[test]
fn an_else_if_is_a_choice_of_the_same_branch() {
    check_flow(
        "if Go {\n\
         do one\n\
         } else if Size == \"a\" {\n\
         do two\n\
         } else {\n\
         do three\n\
         }\n\
         do four",
        "branch ?one ?two :three\n\
         one -> four\n\
         two -> four\n\
         three\n\
         four",
    );
}

#[test]
fn each_alternative_is_a_choice() {
    check_flow(
        "if Go or Size == \"a\" and not (Size starts_with \"b\") {\n\
         do one\n\
         }\n\
         do two",
        "branch ?one ?one :two\n\
         one\n\
         two",
    );
}

#[test]
fn a_condition_of_the_build_leaves_no_branch() {
    check_flow(
        "if 1 < 2 {\n\
         do one\n\
         } else {\n\
         do two\n\
         }\n\
         do three",
        "one\n\
         three",
    );
}

#[test]
fn branches_nest() {
    check_flow(
        "if Go {\n\
         if Size == \"a\" {\n\
         do one\n\
         } else {\n\
         do two\n\
         }\n\
         do three\n\
         }\n\
         do four",
        "branch ?branch_2 :four\n\
         branch_2 ?one :two\n\
         one -> three\n\
         two\n\
         three\n\
         four",
    );
}

#[test]
fn a_later_condition_is_computed_only_where_it_is_asked() {
    check_flow(
        "if length(Names) > 2 {\n\
         do one\n\
         } else if length(Names) > 1 {\n\
         do two\n\
         }\n\
         do three",
        "compute_branch\n\
         branch ?one :compute_branch_else\n\
         one -> three\n\
         compute_branch_else\n\
         branch_else ?two :three\n\
         two\n\
         three",
    );
}

#[test]
fn each_value_of_a_case_is_a_choice() {
    check_flow(
        "match Size {\n\
         \"a\" => {\n\
         do one\n\
         }\n\
         \"b\" | \"c\" => {\n\
         do two\n\
         }\n\
         else => {\n\
         do three\n\
         }\n\
         }\n\
         do four",
        "branch ?one ?two ?two :three\n\
         one -> four\n\
         two -> four\n\
         three\n\
         four",
    );
}

#[test]
fn a_match_without_an_else_goes_on_behind_itself() {
    check_flow(
        "match Size {\n\
         \"a\" => {\n\
         do one\n\
         }\n\
         \"b\" => {\n\
         do two\n\
         }\n\
         }\n\
         do three",
        "branch ?one ?two :three\n\
         one -> three\n\
         two\n\
         three",
    );
}

#[test]
fn a_variable_may_be_set_on_several_ways() {
    check_flow(
        "var count: Int = 0\n\
         var mode: String = \"a\"\n\
         if Go {\n\
         mode = \"b\"\n\
         } else {\n\
         mode = Size\n\
         }\n\
         count = count + 1\n\
         aws.s3.HeadBucket(Bucket: mode)",
        "branch ?set_mode :set_mode_2\n\
         set_mode -> compute_set_count\n\
         set_mode_2\n\
         compute_set_count\n\
         set_count\n\
         headBucket",
    );
}
