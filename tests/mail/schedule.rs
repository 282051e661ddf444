//! On whose clock a letter is due, also where the clock leaps.

use lyceum::db::ids::Time;
use lyceum::notices::kind::Kind;
use lyceum::notices::mail::choice::{Choice, Rhythm};
use lyceum::notices::mail::schedule::{next, zone};

/// When somebody in a zone who was told at one instant gets a letter, as an instant of UTC.
fn due(choice: &Choice, place: &str, told: &str) -> String {
    let told: jiff::Timestamp = told.parse().unwrap();
    let at = next(choice, &zone(&[place.to_owned()]), Kind::New, Time(told.as_microsecond())).unwrap();
    jiff::Timestamp::from_microsecond(at.0).unwrap().to_string()
}

fn daily(hour: i8) -> Choice {
    Choice { rhythm: Rhythm::Daily, hour, ..Choice::default() }
}

#[test]
fn eight_in_the_morning_is_where_its_reader_is() {
    for (place, at) in [
        ("Europe/London", "2027-03-02T08:00:00Z"),
        ("America/New_York", "2027-03-01T13:00:00Z"),
        ("Asia/Kolkata", "2027-03-02T02:30:00Z"),
        ("Pacific/Auckland", "2027-03-01T19:00:00Z"),
        ("Atlantis/Nowhere", "2027-03-02T08:00:00Z"),
    ] {
        assert_eq!(due(&daily(8), place, "2027-03-01T09:00:00Z"), at, "{place}");
    }
    assert_eq!(due(&daily(9), "UTC", "2027-03-01T09:00:00Z"), "2027-03-02T09:00:00Z", "now is not later");
}

#[test]
fn an_hour_that_the_clock_leaps_over_is_an_hour_later_and_one_that_comes_twice_comes_once() {
    // London goes from 01:00 to 02:00 on 28 March 2027, and from 02:00 to 01:00 on 31 October.
    assert_eq!(due(&daily(1), "Europe/London", "2027-03-27T12:00:00Z"), "2027-03-28T01:00:00Z");
    assert_eq!(due(&daily(1), "Europe/London", "2027-03-28T01:00:00Z"), "2027-03-29T00:00:00Z");
    assert_eq!(due(&daily(1), "Europe/London", "2027-10-30T12:00:00Z"), "2027-10-31T00:00:00Z");
    for between in ["2027-10-31T00:00:00Z", "2027-10-31T00:30:00Z", "2027-10-31T01:00:00Z", "2027-10-31T01:30:00Z"] {
        assert_eq!(due(&daily(1), "Europe/London", between), "2027-11-01T01:00:00Z", "{between}");
    }
}

#[test]
fn a_week_ends_on_the_chosen_day_and_an_hour_on_their_clock() {
    let weekly = Choice { rhythm: Rhythm::Weekly, weekday: 5, hour: 18, ..Choice::default() };
    assert_eq!(due(&weekly, "Europe/London", "2027-03-01T09:00:00Z"), "2027-03-05T18:00:00Z");
    assert_eq!(due(&weekly, "Europe/London", "2027-03-05T18:00:00Z"), "2027-03-12T18:00:00Z");
    assert_eq!(due(&weekly, "Europe/London", "2027-03-26T19:00:00Z"), "2027-04-02T17:00:00Z", "after the leap");
    let hourly = Choice { rhythm: Rhythm::Hourly, ..Choice::default() };
    assert_eq!(due(&hourly, "Europe/London", "2027-03-01T09:10:20Z"), "2027-03-01T10:00:00Z");
    assert_eq!(due(&hourly, "Asia/Kathmandu", "2027-03-01T09:10:20Z"), "2027-03-01T09:15:00Z");
}

#[test]
fn a_day_that_a_zone_left_out_holds_nothing_up() {
    // Samoa had no 30 December 2011.
    assert_eq!(due(&daily(8), "Pacific/Apia", "2011-12-29T20:00:00Z"), "2011-12-30T18:00:00Z");
}
