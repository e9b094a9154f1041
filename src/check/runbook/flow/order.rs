//! The order in which the graph is walked, and the circle that makes one impossible.

use super::graph::{Graph, NodeId};

/// Nodes that the start reaches, each behind all that lead to it; or the first circle found, in
/// the order of the way, without its first node at the end.
pub(super) fn order_of(graph: &Graph) -> Result<Vec<NodeId>, Vec<NodeId>> {
    let mut marks = vec![Mark::New; graph.nodes.len()];
    let mut done = Vec::new();
    // Without recursion: a long runbook is a long path.
    let mut path: Vec<(NodeId, usize)> = vec![(Graph::START, 0)];
    set(&mut marks, Graph::START, Mark::OnPath);
    while let Some((node, next)) = path.last_mut() {
        let node = *node;
        let Some(edge) = graph.node(node).edges.get(*next) else {
            set(&mut marks, node, Mark::Done);
            done.push(node);
            path.pop();
            continue;
        };
        *next += 1;
        match marks.get(edge.to.0) {
            Some(Mark::OnPath) => {
                let circle = path.iter().map(|(node, _)| *node);
                return Err(circle.skip_while(|node| *node != edge.to).collect());
            }
            Some(Mark::New) => {
                set(&mut marks, edge.to, Mark::OnPath);
                path.push((edge.to, 0));
            }
            Some(Mark::Done) | None => {}
        }
    }
    done.reverse();
    Ok(done)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    OnPath,
    Done,
}

fn set(marks: &mut [Mark], node: NodeId, mark: Mark) {
    if let Some(place) = marks.get_mut(node.0) {
        *place = mark;
    }
}
