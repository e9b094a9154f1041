//! Programs of modules, roles and what calls them, made from bytes: each byte is a choice, so that
//! the fuzzer works on what a program says and not on its spelling.

use std::fmt::Write;

/// A program that can be read, whatever it means.
pub(crate) fn program(bytes: &[u8]) -> String {
    let mut maker = Maker { choices: bytes.iter().copied(), out: String::new(), depth: 0 };
    for number in 0..=maker.below(2) {
        maker.module(number);
    }
    for number in 0..=maker.below(3) {
        maker.role(number);
    }
    maker.line("handler reload {");
    maker.tasks();
    maker.line("}");
    maker.document();
    maker.runbook();
    maker.out
}

struct Maker<I> {
    choices: I,
    out: String,
    depth: u8,
}

const TYPES: [&str; 8] = [
    "String",
    "String(pattern: r\"^[a-z]+$\")",
    "Int(1..9)",
    "Bool",
    "\"a\" | \"b\"",
    "List<String>",
    "Duration",
    "aws.ec2.InstanceId",
];

const VALUES: [&str; 16] = [
    "\"a\"",
    "\"b c\"",
    "3",
    "true",
    "[\"a\", \"b\"]",
    "5m",
    "\"i-0123456789abcdef0\"",
    "null",
    "first",
    "second",
    "\"x${first}y\"",
    "facts.arch",
    "facts.os_family",
    "done.changed",
    "if first == \"a\" then \"b\" else second",
    "Word",
];

const CONDITIONS: [&str; 10] = [
    "done.changed",
    "not done.failed",
    "done",
    "facts.os_family == \"Debian\"",
    "facts.arch in [\"arm\", \"amd64\"]",
    "facts.platform == \"Windows\"",
    "first == \"a\"",
    "second == 3 or first == \"b\"",
    "false",
    "Word != \"a\"",
];

const HANDLERS: [&str; 4] = ["reload", "told", "again", "absent"];

const SCRIPTS: [&str; 6] = [
    "sh \"true\"",
    "sh(word: first) \"echo $word\"",
    "bash \"false\"",
    "ps \"1\"",
    "reboot",
    "flush handlers",
];

impl<I: Iterator<Item = u8>> Maker<I> {
    /// From 0 to `most`; 0 where the bytes are at their end.
    fn below(&mut self, most: u8) -> u8 {
        self.choices.next().unwrap_or(0) % (most + 1)
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        let most = u8::try_from(from.len() - 1).unwrap_or(u8::MAX);
        from[usize::from(self.below(most))]
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    fn parameters(&mut self) {
        for name in ["first", "second"].into_iter().take(usize::from(self.below(2))) {
            let ty = self.pick(&TYPES);
            let default = match self.below(2) {
                0 => String::new(),
                _ => format!(" = {}", self.pick(&VALUES[..8])),
            };
            self.line(&format!("  param {name}: {ty}{default}"));
        }
    }

    fn module(&mut self, number: u8) {
        self.line(&format!("module m{number} {{"));
        self.parameters();
        let kinds = self.below(3);
        if kinds != 1 {
            let platforms = self.pick(&["linux", "linux, macos", "macos"]);
            self.line(&format!("  on {platforms} {{"));
            if self.below(1) == 0 {
                self.line("    check sh\"test -e \\\"$first\\\"\"");
            }
            self.line("    apply sh\"echo \\\"$first$second\\\"\"\n  }");
        }
        if kinds == 3 {
            self.line("  on windows {\n    check ps\"$true\"\n    apply ps\"$first\"\n  }");
        }
        if kinds == 1 || kinds == 2 {
            self.line("  steps {");
            self.statements();
            self.line("  }");
        }
        self.line("}");
    }

    fn role(&mut self, number: u8) {
        self.line(&format!("role r{number} {{"));
        self.parameters();
        self.tasks();
        self.handlers();
        self.line("}");
    }

    fn handlers(&mut self) {
        for name in ["told", "again"].into_iter().take(usize::from(self.below(2))) {
            self.line(&format!("  handler {name} {{"));
            self.tasks();
            self.line("  }");
        }
    }

    fn tasks(&mut self) {
        self.depth += 1;
        for _ in 0..=self.below(2) {
            self.task();
        }
        self.depth -= 1;
    }

    fn task(&mut self) {
        let kinds = if self.depth > 3 { 3 } else { 7 };
        match self.below(kinds) {
            0 => {
                let script = self.pick(&SCRIPTS);
                self.clauses(script);
            }
            1 | 2 => {
                let call = self.call();
                self.clauses(&call);
            }
            3 => {
                let call = self.call();
                self.clauses(&format!("let done = {call}"));
            }
            4 => {
                let condition = self.pick(&CONDITIONS);
                self.line(&format!("  if {condition} {{"));
                self.tasks();
                self.line("  } else {");
                self.tasks();
                self.line("  }");
            }
            5 => {
                let list = self.pick(&["[\"a\", \"b\"]", "range(1, 3)", "first", "[]"]);
                self.line(&format!("  for first in {list} {{"));
                self.tasks();
                self.line("  }");
            }
            6 => {
                self.line("  block {");
                self.tasks();
                self.line("  } rescue {");
                self.tasks();
                self.line("  }");
            }
            _ => self.clauses("let done = sh \"true\""),
        }
    }

    /// A call of a module, a role or of what is neither.
    fn call(&mut self) -> String {
        let callee = self.pick(&["m0", "m1", "m2", "r0", "r1", "r2", "r3", "std.file", "reload"]);
        let mut arguments = Vec::new();
        for name in ["first", "second", "path"].into_iter().take(usize::from(self.below(3))) {
            arguments.push(format!("{name}: {}", self.pick(&VALUES)));
        }
        format!("{callee}({})", arguments.join(", "))
    }

    /// A task with clauses, each at most once.
    fn clauses(&mut self, task: &str) {
        let mut line = format!("  {task}");
        let chosen = self.below(254) & self.below(254);
        for number in (0..8).filter(|number| chosen & (1 << number) != 0) {
            let clause = match number {
                0 => format!("when {}", self.pick(&CONDITIONS)),
                1 | 2 => format!("notify {}", self.pick(&HANDLERS)),
                3 => "become \"web\"".to_owned(),
                4 => "tags \"slow\"".to_owned(),
                5 => "on failure continue".to_owned(),
                6 => "timeout 5m".to_owned(),
                _ => "attempts 3".to_owned(),
            };
            let _ = write!(line, " {clause}");
        }
        self.line(&line);
    }

    fn document(&mut self) {
        let kind = self.pick(&["command", "play"]);
        let on = if kind == "play" { " on tag(\"a\", \"b\")" } else { "" };
        self.line(&format!("{kind} main{on} {{"));
        if self.below(1) == 1 {
            self.line("  param Word: \"a\" | \"b\" = \"a\"");
        }
        if self.below(2) == 2 {
            self.line("  platforms: [\"Linux\", \"Windows\"]");
        }
        self.tasks();
        self.handlers();
        self.line("}");
    }

    fn runbook(&mut self) {
        self.line("runbook book {\n  param Word: String = \"a\"\n  param Mode: String = \"a\"");
        self.statements();
        let mode = self.pick(&["\"check\"", "\"chek\"", "Mode", "Word"]);
        self.line(&format!("  run main(Mode: {mode}) on all"));
        self.line("  play on all {");
        self.tasks();
        self.line("  }\n}");
    }

    fn statements(&mut self) {
        self.depth += 1;
        for _ in 0..=self.below(2) {
            self.statement();
        }
        self.depth -= 1;
    }

    fn statement(&mut self) {
        let kinds = if self.depth > 3 { 4 } else { 8 };
        match self.below(kinds) {
            0 => {
                let call = self.call();
                self.line(&format!("  let done = {call}"));
            }
            1 => {
                let call = self.call();
                self.line(&format!("  {call}"));
            }
            2 => {
                let value = self.pick(&VALUES);
                self.line(&format!("  output state = {value}"));
            }
            3 => self.line("  let done = aws.ec2.DescribeRegions()\n  output name = done.Regions[0].RegionName"),
            4 => {
                let word = self.pick(&["break", "exit", "goto done", "sleep 1m", "var count: Int = 1"]);
                self.line(&format!("  {word}"));
            }
            5 => {
                let condition = self.pick(&CONDITIONS[6..]);
                self.line(&format!("  if {condition} {{"));
                self.statements();
                self.line("  }");
            }
            6 => {
                let list = self.pick(&["[\"a\", \"b\"]", "first", "done.Regions[*].RegionName"]);
                self.line(&format!("  for item in {list} {{"));
                self.statements();
                self.line("  }");
            }
            7 => {
                self.line("  block {");
                self.statements();
                self.line("  } always {");
                self.statements();
                self.line("  }");
            }
            _ => self.line("  output state = done.state"),
        }
    }
}
