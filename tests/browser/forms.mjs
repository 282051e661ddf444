// Pages that only a form can make: its error summary and its preview.

/** Where the demo's busiest private thread stands. */
export const FLAGSHIP = { board: '/b/ask-a-mentor/', title: 'How do I talk about a group project' };

/**
 * What to do in an open page, and what to call the page that comes of it.
 * Each `make` leaves nothing behind and gives the browser's answer to the form.
 */
const ON_A_THREAD = [
  { made: 'after an empty reply', make: (page) => send(page, 422, /reply/i, { body: ' ' }) },
  { made: 'after a preview', make: (page) => send(page, 200, /preview/i, { body: 'Some **strong** words.\n\n> Quoted.' }) },
];
const ON_A_NEW_THREAD = [
  { made: 'after an empty title', make: (page) => send(page, 422, /post|start/i, { title: ' ', body: 'What I typed.' }) },
];

/** The form pages of a mentee, as entries like those that `discover` gives. */
export function formPages(pages) {
  const mentee = pages.filter(({ reader }) => reader.part === 'mentee');
  const thread = mentee.find(({ html }) => /<textarea\b[^>]*name="body"/.test(html) && /class="post"/.test(html));
  const fresh = mentee.find(({ shape }) => shape === '/b/{name}/new');
  return [
    ...ON_A_THREAD.map((step) => ({ ...thread, ...step, missing: !thread && 'a thread with a reply form' })),
    ...ON_A_NEW_THREAD.map((step) => ({ ...fresh, ...step, missing: !fresh && 'a form that starts a thread' })),
  ];
}

/** Opens a page in the browser and makes of it what the entry says; gives the last answer. */
export async function open(page, site, { reader, path, make }) {
  const answer = await page.goto(site.url(reader.institution, path));
  return make ? make(page) : answer;
}

/** Fills fields by name and presses the button of their form whose words fit; throws on another status. */
async function send(page, status, words, fields) {
  for (const [name, value] of Object.entries(fields)) {
    await page.locator(`main form [name="${name}"]`).first().fill(value);
  }
  const form = page.locator('main form').filter({ has: page.locator('[name="body"]') }).first();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    form.getByRole('button', { name: words }).first().click(),
  ]);
  await page.waitForLoadState();
  if (answer.status() !== status) throw new Error(`the form answers ${answer.status()}, not ${status}`);
  return answer;
}
