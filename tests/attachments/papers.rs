//! Files to hand in: good ones, and what bad ones are made of.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// A small PDF, as whole as the look at it asks.
pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n".to_vec()
}

/// A picture in a format, red on its left and blue on its right.
pub fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let colour = |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    written(DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour)), format)
}

/// A picture that one sees through.
pub fn clear(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    written(DynamicImage::ImageRgba8(RgbaImage::from_pixel(width, height, Rgba([0, 90, 0, 100]))), format)
}

fn written(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The same JPEG with what a telephone writes into it: that it lies on its side, and where it was taken.
pub fn from_a_telephone(jpeg: &[u8]) -> Vec<u8> {
    // One entry: orientation (0x0112), a SHORT, 6: turned to the right. Then words that must not come along.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS 51.5 N 0.12 W");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

/// A part of a PNG.
pub fn part(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], kind, body, &crc.sum().to_be_bytes()].concat()
}

/// What an archive holds.
pub struct Zip {
    bytes: Vec<u8>,
    list: Vec<u8>,
    count: u16,
}

impl Zip {
    pub fn new() -> Self {
        Self { bytes: Vec::new(), list: Vec::new(), count: 0 }
    }

    pub fn part(self, name: &str, content: &[u8]) -> Self {
        self.said(name, content, 0, content.len())
    }

    /// A part with flags, and the length that it says it has.
    pub fn said(mut self, name: &str, content: &[u8], flags: u16, length: usize) -> Self {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(content).unwrap();
        let is_plain = name == "mimetype";
        let packed = if is_plain { content.to_vec() } else { packer.finish().unwrap() };
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let method: u16 = if is_plain { 0 } else { 8 };
        let offset = u32::try_from(self.bytes.len()).unwrap();
        let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
        let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let middle = [
            &flags.to_le_bytes()[..],
            &method.to_le_bytes(),
            &[0; 4],
            &crc.sum().to_le_bytes(),
            &long(packed.len()),
            &long(length),
            &short(name.len()),
            &[0; 2],
        ]
        .concat();
        self.bytes.extend([&b"PK\x03\x04\x14\0"[..], &middle, name.as_bytes(), &packed].concat());
        let tail = [&[0; 10][..], &offset.to_le_bytes(), name.as_bytes()].concat();
        self.list.extend([&b"PK\x01\x02\x14\0\x14\0"[..], &middle, &tail].concat());
        self.count += 1;
        self
    }

    pub fn done(self) -> Vec<u8> {
        let (start, length) = (u32::try_from(self.bytes.len()).unwrap(), u32::try_from(self.list.len()).unwrap());
        let count = self.count.to_le_bytes();
        let end =
            [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length.to_le_bytes(), &start.to_le_bytes(), &[0; 2]].concat();
        [self.bytes, self.list, end].concat()
    }
}

const TYPES: &[u8] = b"<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";

/// The beginning of a document with its main part.
pub fn office(main: &str) -> Zip {
    Zip::new().part("[Content_Types].xml", TYPES).part(main, b"<document>Words.</document>")
}

/// The beginning of an OpenDocument of a kind.
pub fn open(kind: &str) -> Zip {
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    Zip::new().part("mimetype", mimetype.as_bytes()).part("content.xml", b"<office:document/>")
}
