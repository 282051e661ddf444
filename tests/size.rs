//! A site of the size of the largest portal: what its demonstration is made of, and what must not grow with it.

mod audit;
mod demo;
mod plans;
mod rebuild;
mod walk;
