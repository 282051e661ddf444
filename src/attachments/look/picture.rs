//! Pictures, drawn anew: what is in a file beside what shows (where it was taken, by whom, another file) does not come along.
//!
//! The library is asked here and nowhere else. Its decoders are told how much they may take before they begin.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{DAMAGED, Judged, Looked, Small, jpeg};
use crate::attachments::kind::Kind;

/// The most points, and the longest side: more than a good camera's picture has.
const POINTS: u64 = 50_000_000;
const LONGEST: u32 = 16_384;
/// What a decoder may take, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longest side of a small picture, twice as many points as it takes on a page.
const SMALL: u32 = 480;
/// How much of a photograph's look is kept, of 100.
const QUALITY: u8 = 87;

const TOO_LARGE: &str = "attachments-points";
const MOVES: &str = "attachments-gif";

/// Draws a picture anew, upright, and small beside it where that is less.
pub fn redraw(kind: Kind, bytes: &[u8]) -> Judged<Looked> {
    if moves(kind, bytes) {
        return Err(MOVES);
    }
    if kind == Kind::Jpeg && !jpeg::is_whole(bytes) {
        return Err(DAMAGED);
    }
    let picture = decode(kind, bytes)?;
    let sides = (picture.width(), picture.height());
    let small = (sides.0.max(sides.1) > SMALL).then(|| picture.thumbnail(SMALL, SMALL));
    let small = small.map(|small| {
        let sides = (small.width(), small.height());
        let kind = if small.color().has_alpha() { Kind::Png } else { Kind::Jpeg };
        encode(small, kind).map(|bytes| Small { kind, bytes, sides })
    });
    // The library writes no lossy WebP: a photograph becomes a JPEG, and what one sees through a PNG.
    let kind = match kind {
        Kind::Webp if picture.color().has_alpha() => Kind::Png,
        Kind::Webp => Kind::Jpeg,
        other => other,
    };
    Ok(Looked { kind, small: small.transpose()?, bytes: encode(picture, kind)?, sides: Some(sides) })
}

fn decode(kind: Kind, bytes: &[u8]) -> Judged<DynamicImage> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|cause| told(&cause))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > POINTS || decoder.total_bytes() > MEMORY {
        return Err(TOO_LARGE);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|cause| told(&cause))?;
    picture.apply_orientation(upright);
    Ok(picture)
}

fn told(cause: &image::ImageError) -> &'static str {
    if matches!(cause, image::ImageError::Limits(_)) { TOO_LARGE } else { DAMAGED }
}

/// Writes it with eight bits a colour, which is what screens show.
fn encode(picture: DynamicImage, kind: Kind) -> Judged<Vec<u8>> {
    let (is_coloured, has_alpha) = (picture.color().has_color(), picture.color().has_alpha());
    let picture = match (is_coloured, has_alpha && kind != Kind::Jpeg) {
        (true, true) => DynamicImage::ImageRgba8(picture.into_rgba8()),
        (true, false) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        (false, true) => DynamicImage::ImageLumaA8(picture.into_luma_alpha8()),
        (false, false) => DynamicImage::ImageLuma8(picture.into_luma8()),
    };
    let mut bytes = Vec::new();
    let written = match kind {
        Kind::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)),
        _ => picture.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            FilterType::Adaptive,
        )),
    };
    written.map(|()| bytes).map_err(|_| DAMAGED)
}

/// Whether it is a film of several pictures, of which only the first would be left.
fn moves(kind: Kind, bytes: &[u8]) -> bool {
    match kind {
        // Flags of the extended header (RFC 9649, 2.7).
        Kind::Webp => bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0),
        // The part that says so comes before the first pixels (PNG, third edition, 11.3.6).
        Kind::Png => {
            let pixels = bytes.windows(4).position(|four| four == b"IDAT").unwrap_or(bytes.len());
            bytes[..pixels].windows(4).any(|four| four == b"acTL")
        }
        _ => false,
    }
}
