//! What the pages of launches are drawn from.

mod courses;
mod desk;
mod set_up;
mod window;

pub use courses::{CourseView, CoursesView};
pub use desk::{DeskView, KnownCourseView, PlatformView, ToolView};
pub use set_up::SetUpView;
pub use window::WindowView;
