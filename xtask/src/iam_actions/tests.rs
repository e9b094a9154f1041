//! Small packages of our own, from their files to what a program sees.
