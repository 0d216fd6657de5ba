// Messages as files: 0001.eml as received, 0001.txt and 0001.html for people, 0001-1-chart.png attachments, 0001.json for programs.
import { mkdirSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class MessageFolder {
  #folder;
  #parse;
  #last;

  constructor(folder, parse) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#parse = parse;
    this.#last = Math.max(0, ...readdirSync(folder).map(file => Number(/^(\d{4,})\.eml$/.exec(file)?.[1] ?? 0)));
  }

  // Keeps the message and answers what its .json holds. Rejects, with nothing reported, when a file cannot be written.
  async keep(raw, session) {
    const name = String(++this.#last).padStart(4, '0');
    const mail = await this.#parse(raw, { keepCidLinks: true, skipTextToHtml: true });
    const attachments = mail.attachments.map((attachment, i) => describe(attachment, `${name}-${i + 1}`));
    const message = { name, ...envelope(session), ...content(mail), attachments };
    const files = [
      [`${name}.eml`, raw],
      ...(mail.text ? [[`${name}.txt`, mail.text]] : []),
      ...(mail.html ? [[`${name}.html`, withFiles(mail.html, attachments)]] : []),
      ...attachments.map(({ file }, i) => [file, mail.attachments[i].content]),
      [`${name}.json`, JSON.stringify(message, null, 2)],
    ];
    for (const [file, data] of files) await writeFile(join(this.#folder, file), data, { flag: 'wx' });
    return message;
  }
}

function envelope(session) {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    envelopeFrom: mailFrom ? mailFrom.address : '',
    envelopeTo: rcptTo.map(recipient => recipient.address),
    encrypted: Boolean(session.secure),
    user: session.user || null,
  };
}

function content(mail) {
  return {
    subject: mail.subject ?? '',
    from: addresses(mail.from),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    messageId: mail.messageId ?? null,
    headers: headers(mail.headerLines),
    text: mail.text ?? null,
    html: mail.html || null,
  };
}

function addresses(header) {
  return [header ?? []].flat().flatMap(list => list.value.map(address => address.address ?? ''));
}

// Every value of every header as it was sent, unfolded, in the order of the message; names in lower case.
function headers(headerLines) {
  const values = {};
  for (const { key, line } of [...headerLines]) {
    const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n(?=[ \t])/g, '').trim();
    (values[key] ??= []).push(value);
  }
  return values;
}

function describe({ filename, contentType, cid, size, related }, prefix) {
  const safe = (filename ?? 'attachment').replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_').slice(-80);
  return { file: `${prefix}-${safe}`, fileName: filename ?? null, contentType, contentId: cid ?? null, size, inline: Boolean(related) };
}

// Inline pictures point to their files, so that the page shows them in a browser.
function withFiles(html, attachments) {
  return attachments
    .filter(({ contentId }) => contentId)
    .reduce((page, { contentId, file }) => page.replaceAll(`cid:${contentId}`, file), html);
}
