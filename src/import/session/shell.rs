//! Preferences of a shell. An empty text says nothing: the console writes it where nothing is given.

use crate::markup::{Entry, Node, NodeKind, Scalar};
use crate::ssm::{
    BUCKET, IDLE_MINUTES, KEY_PREFIX, KMS_KEY, LOG_GROUP, MOST_MINUTES, SESSION_FLAGS, SessionText,
    is_session_user,
};
use crate::syntax::ast::{Expr, ExprKind, RecordEntry};
use crate::text::Span;

use super::super::{Form, make};
use super::{Session, flag, has_references, text_of};

/// Inputs that are texts, and their words.
const TEXTS: [(SessionText, &str); 4] = [
    (BUCKET, "s3_bucket"),
    (KEY_PREFIX, "s3_prefix"),
    (KMS_KEY, "kms_key"),
    (LOG_GROUP, "cloudwatch_log_group"),
];

/// Inputs that are minutes in a text, their words and limits.
const MINUTES: [(&str, &str, (i64, i64)); 2] = [
    ("idleSessionTimeout", "idle_timeout", IDLE_MINUTES),
    ("maxSessionDuration", "max_duration", MOST_MINUTES),
];

/// The word of a flag about a record.
fn flag_word(member: &str) -> Option<&'static str> {
    match member {
        "cloudWatchEncryptionEnabled" => Some("cloudwatch_encryption"),
        "cloudWatchStreamingEnabled" => Some("cloudwatch_streaming"),
        "s3EncryptionEnabled" => Some("s3_encryption"),
        _ => None,
    }
}

impl Session<'_> {
    pub(super) fn shell(&mut self) {
        let Some(inputs) = self.root.get("inputs") else { return };
        for entry in inputs.entries() {
            let key = entry.key.text.as_str();
            if let Some((text, word)) = TEXTS.iter().find(|(text, _)| text.name == key) {
                self.text(inputs, entry, (*text, word));
            } else if let Some((_, word, limits)) = MINUTES.iter().find(|row| row.0 == key) {
                self.minutes(entry, word, *limits);
            } else if SESSION_FLAGS.iter().any(|row| row.0 == key) {
                self.flag(inputs, entry);
            } else if key == "runAsDefaultUser" {
                self.user(inputs, entry);
            } else if key == "shellProfile" {
                self.profile(entry);
            }
        }
        self.absent_flags(inputs);
        self.put_rest("inputs");
    }

    fn text(&mut self, inputs: &Node, entry: &Entry, (known, word): (SessionText, &str)) {
        let Some(text) = entry.value.as_scalar() else { return self.put_as_it_stands(entry) };
        // Without a bucket a prefix means nothing, and a source would refuse it.
        let is_idle = known.name == KEY_PREFIX.name && text_of(Some(inputs), BUCKET.name).is_none();
        let is_right = self.form == Form::AsWritten || known.takes(&text.text);
        if text.text.is_empty() {
            return;
        }
        match is_right && !is_idle && !has_references(text) {
            true => self.put(word, entry.key_span, make::string(&text.text, text.span)),
            false => self.put_as_it_stands(entry),
        }
    }

    fn minutes(&mut self, entry: &Entry, word: &str, limits: (i64, i64)) {
        let text = entry.value.as_str();
        if text == Some("") {
            return;
        }
        let count =
            text.and_then(|text| text.parse().ok().filter(|it: &i64| it.to_string() == text));
        match count.filter(|count| (limits.0..=limits.1).contains(count)) {
            Some(count) => {
                let value = make::expr(ExprKind::Duration(count * 60), entry.value.span);
                self.put(word, entry.key_span, value);
            }
            None => self.put_as_it_stands(entry),
        }
    }

    fn flag(&mut self, inputs: &Node, entry: &Entry) {
        let key = entry.key.text.as_str();
        let Some(given) = flag(&entry.value) else { return self.put_as_it_stands(entry) };
        if key == "runAsEnabled" {
            let user = text_of(Some(inputs), "runAsDefaultUser");
            if given && !user.is_some_and(|user| self.is_user(user)) {
                let value = make::expr(ExprKind::Bool(true), entry.value.span);
                self.put("run_as", entry.key_span, value);
            }
            return;
        }
        let known = SESSION_FLAGS.iter().find(|row| row.0 == key);
        let Some((_, about, default)) = known else { return };
        let is_read = about.is_none_or(|about| text_of(Some(inputs), about).is_some());
        if let Some(word) = flag_word(key).filter(|_| is_read && given != *default) {
            let value = make::expr(ExprKind::Bool(given), entry.value.span);
            self.put(word, entry.key_span, value);
        }
    }

    /// A flag that is not there is off, which a source may have to say.
    fn absent_flags(&mut self, inputs: &Node) {
        for (key, about, default) in SESSION_FLAGS {
            let is_read = about.is_some_and(|about| text_of(Some(inputs), about).is_some());
            let is_wanted = default && is_read && inputs.get(key).is_none();
            if let Some(word) = flag_word(key).filter(|_| is_wanted) {
                let span = inputs.span.start_point();
                self.put(word, span, make::expr(ExprKind::Bool(false), span));
            }
        }
    }

    fn user(&mut self, inputs: &Node, entry: &Entry) {
        if entry.value.as_str() == Some("") {
            return;
        }
        let is_enabled = inputs.get("runAsEnabled").and_then(flag) == Some(true);
        match entry.value.as_scalar().filter(|user| is_enabled && self.is_user(user)) {
            Some(user) => {
                self.put("run_as", entry.key_span, make::string(&user.text, user.span));
            }
            None => self.put_as_it_stands(entry),
        }
    }

    /// Whether `run_as` says this user.
    fn is_user(&self, user: &Scalar) -> bool {
        let is_right = self.form == Form::AsWritten || is_session_user(&user.text);
        is_right && !has_references(user)
    }

    fn profile(&mut self, entry: &Entry) {
        let NodeKind::Map(platforms) = &entry.value.kind else {
            return self.put_as_it_stands(entry);
        };
        let said = |one: &&Entry| ["linux", "windows"].contains(&one.key.text.as_str());
        let scripts: Vec<RecordEntry> = platforms
            .iter()
            .filter(said)
            .filter_map(|one| {
                let text = one.value.as_scalar().filter(|text| !text.text.is_empty())?;
                let script: Expr = self.script(text, &one.key.text);
                Some(make::entry(&one.key.text, one.key_span, script))
            })
            .collect();
        let span: Span = entry.value.span;
        if !scripts.is_empty() {
            let record = make::expr(ExprKind::Record(scripts), span);
            self.put("shell_profile", entry.key_span, record);
        }
    }
}
