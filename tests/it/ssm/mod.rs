//! What AWS accepts: tables, documents, requests and their checks.

mod automation;
mod command;
mod corpus_lessons;
mod pages;
mod requests;
mod robust;
mod schemas;
mod support;
mod types;
