"use strict";

// Runs Azurite (the script named by the first argument) in this process and closes it, its data written, when our standard input ends. The
// parent holds the other end of that pipe, so it ends however the parent dies, SIGKILL included: no Azurite outlives what started it.

const giveUpAfterMilliseconds = 5000;

// Ctrl-C goes to every process of the terminal. The parent still needs its storage while it stops, so only the parent hears it.
const once = process.once;
process.once = (event, listener) => (event === "SIGINT" ? process : once.call(process, event, listener));
process.on("SIGINT", () => {});

// A parent that was killed no longer reads what we print.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

process.stdin.on("error", close);
process.stdin.on("end", close);
process.stdin.resume();

function close() {
  process.emit("message", "shutdown");
  setTimeout(() => process.exit(0), giveUpAfterMilliseconds).unref();
}

require(process.argv[1]);
