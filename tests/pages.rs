//! Stored pages over HTTP: validators, caches, codings, what lies in the public folder, and what other processes hear.

mod after_cut;
mod at_once;
mod caching;
mod folder;
mod processes;
