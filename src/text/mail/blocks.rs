//! Grouping lines into paragraphs, code, quotations and what surrounds them.

use super::asides::{self, Start};
use super::lines::{DEEPEST, Kind, Line};
use super::{cite, code};

/// How many lines below a fence its end is looked for: thousands of fences without end must not each read the whole
/// mail.
const LONGEST_FENCE: usize = 200;

/// A part of a mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block<'a> {
    /// Sentences.
    Prose(Vec<&'a str>),
    /// Lines whose spaces matter.
    Code(Vec<&'a str>),
    /// Who is quoted next.
    Cite(Vec<&'a str>),
    /// What somebody else wrote.
    Quote(Vec<Block<'a>>),
    /// A signature, a footer, a cut attachment.
    Aside(Vec<&'a str>),
}

/// The blocks of a mail.
pub(super) fn read<'a>(lines: &[Line<'a>]) -> Vec<Block<'a>> {
    let mut reading = Reading { blocks: Vec::new(), paragraph: Vec::new(), nested: 0 };
    reading.lines(lines, 0);
    reading.blocks
}

/// Blocks read so far at one depth of quotation.
struct Reading<'a> {
    blocks: Vec<Block<'a>>,
    paragraph: Vec<&'a str>,
    /// How many quotations are open around this one, with marks or without.
    nested: usize,
}

impl<'a> Reading<'a> {
    fn lines(&mut self, lines: &[Line<'a>], depth: usize) {
        let mut at = 0;
        while at < lines.len() {
            at = self.step(lines, at, depth);
        }
        self.flush();
    }

    /// Reads what begins at `at`; answers where it ends.
    fn step(&mut self, lines: &[Line<'a>], at: usize, depth: usize) -> usize {
        let line = lines[at];
        if line.is_blank() && line.depth <= depth {
            self.flush();
            return at + 1;
        }
        if line.depth > depth {
            let end = quotation(lines, at, depth);
            self.cite();
            self.quote(&lines[at..end], depth + 1);
            return end;
        }
        match line.kind {
            Kind::Console => return self.run(lines, at, Kind::Console, Block::Code),
            Kind::Cite => return self.run(lines, at, Kind::Cite, Block::Cite),
            Kind::Text => {}
        }
        if line.text.trim_start().starts_with("```") {
            return self.fence(lines, at);
        }
        match asides::start(lines, at) {
            Some(start) => self.aside(lines, at, start, depth),
            None => {
                self.paragraph.push(line.text);
                at + 1
            }
        }
    }

    /// Ends the paragraph. Code that only a blank line parts from code goes on.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        if cite::is_whole(&paragraph) {
            self.blocks.push(Block::Cite(paragraph));
        } else if !code::is_code(&paragraph) {
            self.blocks.push(Block::Prose(paragraph));
        } else if let Some(Block::Code(before)) = self.blocks.last_mut() {
            before.push("");
            before.extend(paragraph);
        } else {
            self.blocks.push(Block::Code(paragraph));
        }
    }

    /// Ends the paragraph before a quotation, and sets off the lines that say whom it quotes.
    fn cite(&mut self) {
        if self.paragraph.is_empty()
            && let Some(Block::Prose(before)) = self.blocks.pop_if(|block| matches!(block, Block::Prose(_)))
        {
            self.paragraph = before;
        }
        let split = self.paragraph.len() - cite::length(&self.paragraph);
        let cited = self.paragraph.split_off(split);
        self.flush();
        if !cited.is_empty() {
            self.blocks.push(Block::Cite(cited));
        }
    }

    fn quote(&mut self, lines: &[Line<'a>], depth: usize) {
        let mut inner = Reading { blocks: Vec::new(), paragraph: Vec::new(), nested: self.nested + 1 };
        inner.lines(lines, depth);
        if !inner.blocks.is_empty() {
            self.blocks.push(Block::Quote(inner.blocks));
        }
    }

    /// Lines of one kind, as one block.
    fn run(&mut self, lines: &[Line<'a>], at: usize, kind: Kind, block: fn(Vec<&'a str>) -> Block<'a>) -> usize {
        self.flush();
        let end = at + lines[at..].iter().take_while(|line| line.kind == kind).count();
        self.blocks.push(block(lines[at..end].iter().map(|line| line.text).collect()));
        end
    }

    /// Code between fences, as in Markdown; without a second fence it is text like any other.
    fn fence(&mut self, lines: &[Line<'a>], at: usize) -> usize {
        let depth = lines[at].depth;
        let rest = &lines[at + 1..];
        let end = rest.iter().take(LONGEST_FENCE).position(|line| line.depth == depth && line.text.trim() == "```");
        match end {
            Some(end) if rest[..end].iter().all(|line| line.depth == depth || line.is_blank()) => {
                self.flush();
                self.blocks.push(Block::Code(rest[..end].iter().map(|line| line.text).collect()));
                at + end + 2
            }
            _ => {
                self.paragraph.push(lines[at].text);
                at + 1
            }
        }
    }

    fn aside(&mut self, lines: &[Line<'a>], at: usize, start: Start, depth: usize) -> usize {
        self.flush();
        let mut end = asides::end(lines, at, start);
        let text = |from: usize, to: usize| lines[from..to].iter().map(|line| line.text).collect::<Vec<_>>();
        match start {
            Start::Noise => {}
            Start::Original => return self.original(lines, at, depth),
            Start::Attachment if !lines[at..end].iter().any(|line| line.text.contains("scrubbed")) => end = at + 1,
            Start::Attachment if lines[at..end].iter().any(|line| line.text.contains("HTML attachment")) => {}
            Start::Signature => {
                // Below the signature of one who answers above, the next quotation is announced.
                let last =
                    lines[at + 1..end].rsplit(|line| line.is_blank()).find(|part| !part.is_empty()).unwrap_or(&[]);
                let announced = if end < lines.len() {
                    cite::length(&last.iter().map(|line| line.text).collect::<Vec<_>>())
                } else {
                    0
                };
                let blanks = lines[at + 1..end].iter().rev().take_while(|line| line.is_blank()).count();
                if announced > 0 {
                    end -= announced + blanks;
                }
                self.blocks.push(Block::Aside(text(at + 1, end)));
            }
            Start::Footer | Start::Attachment => self.blocks.push(Block::Aside(text(at + 1, end))),
        }
        end
    }

    /// A mail quoted whole, without marks: its head, and all that follows, as a quotation.
    fn original(&mut self, lines: &[Line<'a>], at: usize, depth: usize) -> usize {
        let ruled = usize::from(lines[at].text.trim_start().starts_with(['-', '_']));
        let start = at + ruled + lines[at + ruled..].iter().take_while(|line| line.is_blank()).count();
        let end = start + lines[start..].iter().take_while(|line| !line.is_blank() && line.depth == depth).count();
        if start < end {
            self.blocks.push(Block::Cite(lines[start..end].iter().map(|line| line.text).collect()));
        }
        let marked = lines[end..].iter().find(|line| !line.is_blank()).is_none_or(|line| line.depth > depth);
        if marked || self.nested >= DEEPEST {
            return end.max(at + 1);
        }
        self.quote(&lines[end..], depth);
        lines.len()
    }
}

/// Where the quotation that begins at `at` ends. Blank lines between two quoted lines belong to it.
fn quotation(lines: &[Line<'_>], at: usize, depth: usize) -> usize {
    let mut end = at;
    for (next, line) in lines.iter().enumerate().skip(at) {
        if line.depth > depth {
            end = next + 1;
        } else if !line.is_blank() {
            break;
        }
    }
    end
}
