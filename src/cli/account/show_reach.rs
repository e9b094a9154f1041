//! What a change reaches, for people: one line each.

use crate::deploy::{Nodes, Reach, Run};

/// The lines below a change, without an indent.
pub(super) fn reach_lines(reach: &Reach) -> Vec<String> {
    let mut lines: Vec<String> = reach.runs.iter().map(run_line).collect();
    lines.extend(reach.tasks.iter().map(|task| {
        let nodes = task.nodes.as_ref().map(|nodes| format!(" on {}", nodes_text(nodes)));
        let nodes = nodes.unwrap_or_default();
        format!("> task `{}` of window `{}` runs it next time{nodes}", task.task, task.window)
    }));
    lines.extend(reach.starters.iter().map(|starter| format!("> {starter} starts it")));
    if !reach.shared_with.is_empty() {
        lines.push(format!("> shared with {}", reach.shared_with.join(", ")));
    }
    lines.extend(reach.misfits.iter().map(|misfit| format!("! {}: {}", misfit.user, misfit.why)));
    lines.extend(reach.unknown.iter().map(|what| format!("? not known: {what}")));
    lines
}

fn run_line(run: &Run) -> String {
    let nodes = nodes_text(&run.nodes);
    format!("> association `{}` runs at once on {nodes}: {}", run.association, run.because)
}

fn nodes_text(nodes: &Nodes) -> String {
    match nodes {
        Nodes::Count(1) => "1 node".to_owned(),
        Nodes::Count(count) => format!("{count} nodes"),
        Nodes::Unknown(why) => format!("nobody knows how many nodes ({why})"),
    }
}
