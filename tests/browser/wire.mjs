// Plain HTTP to the site under test: exact bytes, exact headers, no browser in between.

import { lookup } from 'node:dns';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const DECODERS = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes) => bytes };

/**
 * Asks for one address and follows nothing.
 * @param {string} url absolute; every `*.localhost` is this machine
 * @param {{cookie?: string, coding?: string}} [asked] session cookie and content coding to ask for
 * @returns {Promise<{status: number, headers: object, wire: number, text: string}>}
 *   `wire` is the size of the body as it was sent; `text` is the body decoded
 */
export function get(url, { cookie, coding = 'identity' } = {}) {
  const headers = { accept: 'text/html,*/*', 'accept-encoding': coding };
  if (cookie) headers.cookie = cookie;
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers, lookup: loopback, timeout: 30_000 }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        try {
          resolve(decoded(answer, Buffer.concat(chunks)));
        } catch (fault) {
          reject(fault);
        }
      });
    });
    asking.on('timeout', () => asking.destroy(new Error(`no answer from ${url} in 30 seconds`)));
    asking.on('error', reject);
    asking.end();
  });
}

function decoded(answer, bytes) {
  const coding = answer.headers['content-encoding'] ?? 'identity';
  const decode = DECODERS[coding];
  if (!decode) throw new Error(`an answer came in the coding ${coding}, which nobody asked for`);
  const text = bytes.length === 0 ? '' : decode(bytes).toString('utf8');
  return { status: answer.statusCode, headers: answer.headers, wire: bytes.length, text };
}

// Not every resolver knows that RFC 6761 gives all of `.localhost` to the loopback.
function loopback(host, options, answer) {
  if (!host.endsWith('localhost')) {
    lookup(host, options, answer);
  } else if (options.all) {
    answer(null, [{ address: '127.0.0.1', family: 4 }]);
  } else {
    answer(null, '127.0.0.1', 4);
  }
}
