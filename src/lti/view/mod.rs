//! What the pages of launches are drawn from.

mod courses;
mod desk;
mod pick;
mod set_up;
mod window;

pub use courses::{CourseView, CoursesView, OriginView};
pub use desk::{DeskView, KnownCourseView, PlatformView, ToolView};
pub use pick::{ChoiceView, PickView, PickedView};
pub use set_up::SetUpView;
pub use window::WindowView;
