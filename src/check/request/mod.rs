//! What stands around documents: associations, windows, sessions, raw documents and requests.

use super::declaration::Declared;
use super::{Checked, Context};

/// Checks an `association`.
pub(crate) fn check_association(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}

/// Checks a `window`.
pub(crate) fn check_window(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}

/// Checks a `session`.
pub(crate) fn check_session(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}

/// Checks a `document`.
pub(crate) fn check_raw_document(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let _ = (context, declared);
    (Vec::new(), Vec::new())
}
