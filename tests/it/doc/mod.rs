//! Reference pages.

mod pages;
