//! Where a planning year stands and how its prices came about, told from what a chain has stored.

pub mod councils;
pub mod goods;
pub mod history;
pub mod read;
pub mod search;
pub mod status;
pub mod text;

#[cfg(test)]
mod tests;
