//! What is evaluated once for a whole project and shared by the checks of its declarations.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::hir::{Expr, Module, Signature, Ty};
use crate::text::{FileSpan, Name};

/// Results by the place where the name is declared. Only what has no error is kept, so that the
/// order in which threads come does not show.
#[derive(Debug, Default)]
pub struct Memo {
    values: Mutex<FxHashMap<FileSpan, Expr>>,
    types: Mutex<FxHashMap<FileSpan, Ty>>,
    signatures: Mutex<FxHashMap<FileSpan, Arc<Signature>>>,
    modules: Mutex<FxHashMap<FileSpan, Arc<Module>>>,
    /// Roles without an error of their own.
    roles: Mutex<FxHashMap<FileSpan, ()>>,
    /// Definitions whose own check has found an error.
    failed: Mutex<FxHashSet<FileSpan>>,
}

macro_rules! shared {
    ($get:ident, $keep:ident, $field:ident: $key:ty => $value:ty) => {
        pub(super) fn $get(&self, key: $key) -> Option<$value> {
            self.$field.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
        }

        pub(super) fn $keep(&self, key: $key, value: $value) {
            self.$field.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
        }
    };
}

impl Memo {
    shared!(value, keep_value, values: FileSpan => Expr);
    shared!(ty, keep_ty, types: FileSpan => Ty);
    shared!(signature, keep_signature, signatures: FileSpan => Arc<Signature>);
    shared!(module, keep_module, modules: FileSpan => Arc<Module>);
    shared!(role, keep_role, roles: FileSpan => ());

    pub(super) fn has_failed(&self, definition: FileSpan) -> bool {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).contains(&definition)
    }

    pub(super) fn keep_failed(&self, definition: FileSpan) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).insert(definition);
    }
}

/// Signatures of the library's documents, for the whole process: their sources know no project, and
/// each document of a folder is a project of its own.
static LIBRARY: LazyLock<RwLock<HashMap<Name, Arc<Signature>>>> = LazyLock::new(RwLock::default);

/// The signature of a document of the library, where somebody has asked for it before.
pub(super) fn library(name: &str) -> Option<Arc<Signature>> {
    LIBRARY.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
}

/// Keeps the signature of a document of the library.
pub(super) fn keep_library(name: &str, signature: Arc<Signature>) {
    LIBRARY.write().unwrap_or_else(PoisonError::into_inner).insert(name.into(), signature);
}
