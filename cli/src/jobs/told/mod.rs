//! What people are told of a council's work, of divisions, and of what stands in their way.

mod answer;
mod obstacles;
#[cfg(test)]
mod tests;
mod work;

pub use answer::{answer, complexes, quality, terms};
pub use obstacles::{fault, left_over, obstacle};
pub use work::{adopted, in_points, jobs, tasks, workplace};
