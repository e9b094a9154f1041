//! What a change reaches, for people: one line each.

use crate::deploy::{Nodes, Reach, Reader, Run};

/// The lines below a change, without an indent.
pub(super) fn reach_lines(reach: &Reach) -> Vec<String> {
    let mut lines: Vec<String> = reach.runs.iter().map(run_line).collect();
    lines.extend(reach.tasks.iter().map(|task| {
        let nodes = task.nodes.as_ref().map(|nodes| format!(" on {}", nodes_text(nodes)));
        let nodes = nodes.unwrap_or_default();
        format!("> task `{}` of window `{}` runs it next time{nodes}", task.task, task.window)
    }));
    lines.extend(
        reach
            .nodes
            .iter()
            .map(|reached| format!("> {}: {} now", reached.what, nodes_text(&reached.nodes))),
    );
    lines.extend(reach.readers.iter().map(reader_line));
    lines.extend(reach.starters.iter().map(|starter| format!("> {starter} starts it")));
    lines.extend(reach.triggered.iter().map(|rule| format!("> {rule} waits for it, and starts")));
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

/// `> task `y` of window `z` reads it through `x`, next by cron(0 2 ? * SUN *), on 2 nodes`
fn reader_line(reader: &Reader) -> String {
    let mut line = format!("> {} reads it", reader.user);
    if let Some(document) = &reader.through {
        line.push_str(&format!(" through `{document}`"));
    }
    if let Some(schedule) = &reader.schedule {
        line.push_str(&format!(", next by {schedule}"));
    }
    if let Some(nodes) = &reader.nodes {
        line.push_str(&format!(", on {}", nodes_text(nodes)));
    }
    line
}

fn nodes_text(nodes: &Nodes) -> String {
    match nodes {
        Nodes::Count(1) => "1 node".to_owned(),
        Nodes::Count(count) => format!("{count} nodes"),
        Nodes::Unknown(why) => format!("nobody knows how many nodes ({why})"),
    }
}
