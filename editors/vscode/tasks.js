// The tasks `ordain: check` and `ordain: build` of every folder that is open.
"use strict";

const vscode = require("vscode");

const COMMANDS = ["check", "build"];

/// The task that runs what a definition says; `scope` is the folder it runs in.
function task(definition, scope) {
  const program = vscode.workspace.getConfiguration("ordain").get("program", "ordain");
  const words = [definition.command, ...(definition.arguments ?? [])];
  // One process and its words: no shell reads them.
  const run = new vscode.ProcessExecution(program, words);
  const made = new vscode.Task(definition, scope, definition.command, "ordain", run, ["$ordain"]);
  made.group = definition.command === "build" ? vscode.TaskGroup.Build : vscode.TaskGroup.Test;
  made.presentationOptions = { reveal: vscode.TaskRevealKind.Silent, clear: true };
  return made;
}

exports.activate = (context) => {
  const provider = {
    provideTasks() {
      const folders = vscode.workspace.workspaceFolders ?? [];
      return folders.flatMap((folder) =>
        COMMANDS.map((command) => task({ type: "ordain", command }, folder)),
      );
    },
    resolveTask(given) {
      const scope = given.scope ?? vscode.TaskScope.Workspace;
      return COMMANDS.includes(given.definition.command) ? task(given.definition, scope) : undefined;
    },
  };
  context.subscriptions.push(vscode.tasks.registerTaskProvider("ordain", provider));
};
