//! The brackets that are open at one place of the text.

/// One open bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// `(`; `script` if it holds the arguments of a script.
    Paren { script: bool },
    /// `[`
    Bracket,
    /// `{`
    Brace(Brace),
    /// `${` inside a string that began at `string` with so many quotes; 1 for a plain string.
    Hole { quotes: usize, string: usize, at: usize },
}

/// An open `{`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Brace {
    pub(super) at: usize,
    /// The column of the first token on a later line.
    pub(super) body_column: Option<usize>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Frames {
    open: Vec<Frame>,
}

impl Frames {
    pub(super) fn push(&mut self, frame: Frame) {
        self.open.push(frame);
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn clear(&mut self) -> Vec<Frame> {
        std::mem::take(&mut self.open)
    }

    /// Closes the innermost `(` if nothing stands open in it.
    pub(super) fn close_paren(&mut self) -> Option<Frame> {
        self.open.pop_if(|frame| matches!(frame, Frame::Paren { .. }))
    }

    pub(super) fn close_bracket(&mut self) {
        self.open.pop_if(|frame| matches!(frame, Frame::Bracket));
    }

    /// Closes the innermost `{` or `${`, with the brackets that stand open in it.
    pub(super) fn close_brace(&mut self) -> Option<Frame> {
        let at = self
            .open
            .iter()
            .rposition(|frame| matches!(frame, Frame::Brace(_) | Frame::Hole { .. }))?;
        let frame = self.open.get(at).copied();
        self.open.truncate(at);
        frame
    }

    /// The innermost `{`.
    pub(super) fn brace(&mut self) -> Option<&mut Brace> {
        self.open.iter_mut().rev().find_map(|frame| match frame {
            Frame::Brace(brace) => Some(brace),
            Frame::Paren { .. } | Frame::Bracket | Frame::Hole { .. } => None,
        })
    }

    pub(super) fn in_plain_hole(&self) -> bool {
        self.open.iter().any(|frame| matches!(frame, Frame::Hole { quotes: 1, .. }))
    }

    /// Closes the outermost hole of a plain string and all that stands open in it.
    pub(super) fn close_plain_holes(&mut self) -> Option<usize> {
        let at =
            self.open.iter().position(|frame| matches!(frame, Frame::Hole { quotes: 1, .. }))?;
        let start = match self.open.get(at) {
            Some(Frame::Hole { at, .. }) => Some(*at),
            _ => None,
        };
        self.open.truncate(at);
        start
    }
}
