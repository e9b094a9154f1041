//! A small algebra of layouts after Oppen: texts, places where a line may end, and groups whose
//! lines end at all of their places or at none.

/// The widest line, in characters, that is not broken where it can be.
const WIDTH: usize = 100;

/// How far a level is indented, in blanks.
const STEP: usize = 2;

/// A piece of a layout.
#[derive(Clone, Debug)]
pub(super) enum Piece<'a> {
    /// Without a line break.
    Text(&'a str),
    /// A place where a line may or must end.
    Break(Break),
    /// Starts a group.
    Begin(Breaks),
    End,
    Indent,
    Dedent,
    /// Written where the group around it is broken.
    IfBroken(&'static str),
    /// The further lines of a text that starts with the piece before.
    Lines(Vec<Line<'a>>),
    /// A comment of several lines, and the column at which it stood.
    Comment {
        text: &'a str,
        column: usize,
    },
}

/// When the lines of a group end at its breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    /// It is too wide for the rest of the line.
    IfWide,
    /// It is too wide, or the group that ended last is broken.
    IfLastIs,
    Always,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) flat: Flat,
    /// Levels that the next line is indented more than the level at hand.
    pub(super) levels: usize,
    /// An empty line comes before the next one.
    pub(super) blank_line: bool,
}

/// What stands at a break where the line goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flat {
    Nothing,
    Blank,
    /// The line never goes on.
    Never,
}

/// A line of a text between fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Starts one level deeper than the level at hand.
    Inside(&'a str),
    /// Starts at the level at hand.
    Closing(&'a str),
    /// Starts in the first column.
    AsItIs(&'a str),
}

/// Lays a row of pieces out.
pub(super) fn print(pieces: &[Piece<'_>]) -> String {
    let measures = Measures::of(pieces);
    let mut printer = Printer {
        out: String::new(),
        column: 0,
        level: 0,
        broken: Vec::new(),
        last_is_broken: false,
    };
    for (index, piece) in pieces.iter().enumerate() {
        printer.piece(piece, || measures.need(index));
    }
    let length = printer.out.trim_end_matches('\n').len();
    printer.out.truncate(length);
    if !printer.out.is_empty() {
        printer.out.push('\n');
    }
    printer.out
}

/// How wide the pieces are.
struct Measures {
    /// Of each `Begin`: how wide the group is on one line, with what follows it up to the next
    /// place where a line may end.
    needs: Vec<usize>,
}

impl Measures {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut needs = vec![0; pieces.len()];
        // From the end: the width up to the next break, and that of all pieces behind the one at
        // hand on one line.
        let (mut rest, mut total) = (0, 0);
        let mut ends: Vec<(usize, usize)> = Vec::new();
        for (index, piece) in pieces.iter().enumerate().rev() {
            match piece {
                Piece::Text(text) => {
                    let width = text.chars().count();
                    rest += width;
                    total += width;
                }
                Piece::Break(found) => {
                    rest = 0;
                    total += usize::from(found.flat == Flat::Blank);
                }
                Piece::IfBroken(text) => rest += text.len(),
                Piece::Lines(_) => rest = 0,
                Piece::Comment { .. } => rest = 0,
                Piece::End => ends.push((total, rest)),
                Piece::Begin(_) => {
                    let (behind, tail) = ends.pop().unwrap_or_default();
                    if let Some(need) = needs.get_mut(index) {
                        *need = total - behind + tail;
                    }
                }
                Piece::Indent | Piece::Dedent => {}
            }
        }
        Self { needs }
    }

    fn need(&self, index: usize) -> usize {
        self.needs.get(index).copied().unwrap_or(0)
    }
}

struct Printer {
    out: String,
    /// Characters on the line at hand.
    column: usize,
    level: usize,
    /// Of the open groups, from the outermost.
    broken: Vec<bool>,
    last_is_broken: bool,
}

impl Printer {
    fn piece(&mut self, piece: &Piece<'_>, need: impl Fn() -> usize) {
        match piece {
            Piece::Text(text) => self.put(text),
            Piece::Break(found) => self.line_break(*found),
            Piece::Begin(breaks) => self.begin(*breaks, need()),
            Piece::End => self.last_is_broken = self.broken.pop() == Some(true),
            Piece::Indent => self.level += 1,
            Piece::Dedent => self.level = self.level.saturating_sub(1),
            Piece::IfBroken(text) => {
                if self.broken.last() == Some(&true) {
                    self.put(text);
                }
            }
            Piece::Lines(lines) => lines.iter().for_each(|line| self.line(*line)),
            Piece::Comment { text, column } => self.comment(text, *column),
        }
    }

    fn begin(&mut self, breaks: Breaks, need: usize) {
        let is_in_flat = self.broken.last() == Some(&false);
        let is_wide = !is_in_flat && self.column + need > WIDTH;
        self.broken.push(match breaks {
            Breaks::IfWide => is_wide,
            Breaks::IfLastIs => is_wide || !is_in_flat && self.last_is_broken,
            Breaks::Always => true,
        });
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn new_line(&mut self, columns: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', columns));
        self.column = columns;
    }

    fn line_break(&mut self, found: Break) {
        let is_broken = self.broken.last() != Some(&false);
        match found.flat {
            Flat::Nothing if !is_broken => {}
            Flat::Blank if !is_broken => self.put(" "),
            Flat::Nothing | Flat::Blank | Flat::Never => {
                if found.blank_line {
                    self.out.push('\n');
                }
                self.new_line((self.level + found.levels) * STEP);
            }
        }
    }

    fn line(&mut self, line: Line<'_>) {
        let (text, columns) = match line {
            Line::Inside(text) => (text, (self.level + 1) * STEP),
            Line::Closing(text) => (text, self.level * STEP),
            Line::AsItIs(text) => (text, 0),
        };
        self.new_line(if text.is_empty() { 0 } else { columns });
        self.put(text);
    }

    /// The further lines move as far as the first one did, or stand below each other if each
    /// starts with a star.
    fn comment(&mut self, text: &str, old_column: usize) {
        let new_column = self.column;
        let further = || text.split('\n').skip(1).map(str::trim_end);
        let is_starred = further().all(|line| line.trim_start().starts_with('*'));
        self.put(text.split('\n').next().unwrap_or("").trim_end());
        for line in further() {
            let inside = line.trim_start();
            let old = line.len() - inside.len();
            let new = if is_starred { new_column + 1 } else { old + new_column };
            let moved = if is_starred { new } else { new.saturating_sub(old_column) };
            self.new_line(if inside.is_empty() { 0 } else { moved });
            self.put(inside);
        }
    }
}
