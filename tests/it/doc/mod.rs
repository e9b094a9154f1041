//! Reference pages.

mod pages;
mod site;
