//! Reading any text as a template of CloudFormation and as a file of Terraform.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ordain_fuzz::check_template(bytes));
