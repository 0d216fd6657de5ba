// An SMTP server on 127.0.0.1 that keeps what it receives as files and tells its parent, line by line, what happened.
// Started as: node server.mjs {folder that holds node_modules}
// Standard input: first a line of options, then a command a line. Standard output: a line for each thing that happened,
// { port }, { scripted }, { message } or { refusal }.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MessageFolder } from './messages.mjs';
import { Script } from './script.mjs';

const packages = createRequire(join(process.argv[2], 'package.json'));
const { SMTPServer } = packages('smtp-server');
const { simpleParser } = packages('mailparser');

const report = event => process.stdout.write(JSON.stringify(event) + '\n');
const script = new Script();

const lines = createInterface({ input: process.stdin });
// The parent holds the other end of the pipe: when it is gone, even by SIGKILL, the stream ends and so do we.
lines.once('close', () => process.exit(0));
lines.once('line', text => {
  start(JSON.parse(text));
  lines.on('line', obey);
});

function obey(text) {
  const { messages, reply } = JSON.parse(text);
  script.add(messages, reply);
  report({ scripted: reply });
}

function start(options) {
  const folder = new MessageFolder(options.folder, simpleParser);
  const server = new SMTPServer({ ...security(options), ...conversation(folder), disableReverseLookup: true });
  server.on('error', error => process.stderr.write(`${error.message}\n`));
  server.server.once('error', error => process.exit(error.code === 'EADDRINUSE' ? 98 : 1));
  server.listen(options.port, '127.0.0.1', () => report({ port: server.server.address().port }));
}

function security({ tls, credentials }) {
  return {
    ...tls,
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(credentials ? [] : ['AUTH'])],
    authOptional: !credentials,
    authMethods: ['PLAIN', 'LOGIN'],
    // Where the client could encrypt its password, it is not taken in the clear.
    allowInsecureAuth: !tls,
    onAuth: ({ username, password }, session, done) =>
      username === credentials.user && password === credentials.password
        ? done(null, { user: username })
        : done(smtpError({ code: 535, text: 'Authentication credentials invalid' })),
  };
}

function conversation(folder) {
  return {
    onMailFrom: (address, session, done) => {
      session.scripted = script.next();
      done(refusal('sender', session, { from: address.address }));
    },
    onRcptTo: (address, session, done) => done(refusal('recipient', session, { to: [address.address] })),
    onData: (stream, session, done) =>
      receive(folder, stream, session).then(
        text => done(null, text),
        error => done(error.responseCode ? error : smtpError({ code: 451, text: `Not kept: ${error.message}` }))),
  };
}

async function receive(folder, stream, session) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const refused = refusal('data', session);
  if (refused) throw refused;
  const message = await folder.keep(Buffer.concat(chunks), session);
  report({ message });
  return `Kept as ${message.name}`;
}

function refusal(stage, { scripted, envelope }, said = {}) {
  if (scripted?.stage !== stage) return null;
  const from = said.from ?? (envelope.mailFrom ? envelope.mailFrom.address : '');
  const to = said.to ?? envelope.rcptTo.map(recipient => recipient.address);
  report({ refusal: { reply: scripted, from, to } });
  return smtpError(scripted);
}

function smtpError({ code, text }) {
  return Object.assign(new Error(text), { responseCode: code });
}
