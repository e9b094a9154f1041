//! From what a build made to an account that has it: what is there, what differs, one call after
//! another. Everything goes through [`Api`]; nothing here knows the network.

mod api;
mod apply;
mod association;
mod attached;
mod counted;
mod default_move;
mod document;
mod given;
mod identity;
mod lock;
mod named;
mod once;
mod outputs;
mod owner;
mod parameter;
mod place;
mod plan;
mod reach;
mod resource;
mod retag;
mod saved;
mod side_by_side;
mod state;
mod stoppable;
mod wanted;
mod warnings;
mod window;
mod written;

pub use api::{Api, Call, CallError, Refusal, Repeat, all_pages};
pub use apply::{Deploying, Done, Happening, Outcome, apply};
pub use attached::{Attached, Files};
pub use counted::{Calls, Counted};
pub use default_move::{Move, MoveError, Moving, Towards, carry_move_out, move_of};
pub use document::{DocumentVersion, texts_of, versions};
pub use given::{Secret, ValueSource};
pub use lock::{Holder, LEASE_SECONDS, LockError, Locking, sweep, with_lock};
pub use outputs::Outputs;
pub use place::Place;
pub use plan::{Action, Change, Difference, Foreign, Plan, PlanOptions, Promote, Prune, plan};
pub use reach::{Misfit, Nodes, Reach, Reader, Run, TaskUse};
pub use saved::{PLAN_SCHEMA, SavedPlace, SavedPlan};
pub use state::State;
pub use stoppable::Stoppable;
pub use wanted::{Body, DocumentBody, Item, ItemKind, ResourceKind, Wanted, WindowBody};
pub use written::{ChangedBy, Drift};
