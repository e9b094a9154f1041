//! What nearly every document is checked with, made while its file is still being found and read.

use crate::{lint, ssm};

/// Makes what the first document would make, and what every other one would wait for. The thread that
/// does it is nobody's: a process that ends does not wait for it.
pub fn warm_for_documents() {
    let work = || {
        ssm::warm();
        lint::warm();
    };
    // Without such a thread the first document does it.
    let _ = std::thread::Builder::new().spawn(work);
}
