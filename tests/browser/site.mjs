// The site under test as its people meet it: institutions, readers, their sessions and browser windows.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { get } from './wire.mjs';

const run = promisify(execFile);

/** The demo's institutions, by slug. */
export const INSTITUTIONS = ['northfield', 'eastbridge', 'stmaur'];

/** Who reads, and the demo people we would rather meet in that part where they exist. */
const PARTS = {
  mentee: { role: /:mentee$/, preferred: 'amara-nwosu' },
  mentor: { role: /:mentor$/, preferred: 'ruth-osei' },
  coordinator: { role: /coordinator$/, preferred: 'helen-marsh' },
  admin: { role: /^admin$/, preferred: null },
};

/** A running site, the binary that serves it and the folder it keeps its pages in. */
export class Site {
  #sessions = new Map();

  /** @param {{port: number, lyceum: string, folder: string}} where */
  constructor({ port, lyceum, folder }) {
    Object.assign(this, { port, lyceum, folder });
  }

  /** The absolute address of a path at an institution. */
  url(institution, path = '/') {
    return `http://${institution}.localhost:${this.port}${path}`;
  }

  /** Runs one `lyceum` command on the site's folder and gives what it printed. */
  async command(...words) {
    const { stdout } = await run(this.lyceum, [...words, '--data', this.folder]);
    return stdout.trim();
  }

  /** Everyone this run reads as at an institution: a visitor, and one member for each part that has one. */
  async readers(institution) {
    const listed = await this.command('member', 'list', '--institution', institution, '--json');
    const members = JSON.parse(listed).map(({ username, roles }) => ({ username, roles: rolesOf(roles) }));
    const readers = [{ institution, part: 'visitor', username: null }];
    for (const [part, { role, preferred }] of Object.entries(PARTS)) {
      const fitting = members.filter((member) => member.roles.some((held) => role.test(held)));
      const chosen = fitting.find(({ username }) => username === preferred) ?? fitting[0];
      if (chosen) readers.push({ institution, part, username: chosen.username });
    }
    return readers;
  }

  /** One reader by part; throws when the demo has nobody there. */
  async reader(institution, part) {
    const found = (await this.readers(institution)).find((reader) => reader.part === part);
    if (!found) throw new Error(`the demo has no ${part} at ${institution}`);
    return found;
  }

  /** The session cookie of a reader as `name=value`; nothing for a visitor. */
  async cookie({ institution, username }) {
    if (!username) return undefined;
    const key = `${institution}/${username}`;
    if (!this.#sessions.has(key)) {
      const made = this.command('session', 'new', '--institution', institution, '--member', username);
      this.#sessions.set(key, made);
    }
    return this.#sessions.get(key);
  }

  /** Asks for a path as a reader, without a browser. */
  async get(reader, path, coding) {
    return get(this.url(reader.institution, path), { cookie: await this.cookie(reader), coding });
  }

  /** A browser window in which the reader is signed in. */
  async window(browser, reader, settings = {}) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...settings });
    const cookie = await this.cookie(reader);
    if (cookie) await context.addCookies([browserCookie(cookie, this.url(reader.institution))]);
    return context;
  }
}

function rolesOf(roles) {
  return Array.isArray(roles) ? roles : String(roles ?? '').split(/[\s,]+/);
}

// A `__Host-` cookie has to be Secure and belong to the host alone; `*.localhost` counts as trustworthy.
function browserCookie(pair, origin) {
  const cut = pair.indexOf('=');
  const host = new URL(origin).hostname;
  return { name: pair.slice(0, cut), value: pair.slice(cut + 1), domain: host, path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
}
