// A mentee's evening with scripts off: sign in, read, reply, edit, preview, start a thread, sign out.

import { FLAGSHIP } from './forms.mjs';
import { insist } from './report.mjs';

const PERSON = { username: 'amara-nwosu', name: 'Amara Nwosu' };
const STAMP = Date.now().toString(36);
const REPLY = `I wrote three sentences that begin with “I”, and it helped (${STAMP}).`;
const EDITED = `I wrote four sentences that begin with “I”, and it helped (${STAMP}).`;
const TITLE = `How early is too early for an interview? ${STAMP}`;

/** Walks the journey step by step; a step that needs an earlier one that failed fails too, and says so. */
export async function check({ browser, site, report }) {
  const context = await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const way = { page, site, thread: null };
  for (const [sentence, step] of STEPS) {
    await report.attempt(sentence, () => step(way));
  }
  await context.close();
  await report.attempt('a sign-in link from the command line shows a button and works once', () => onceOnly(browser, site));
}

const STEPS = [
  ['one click on a name of the demo signs in', signIn],
  ['a thread can be found from the front page and read', readThread],
  ['an empty reply comes back with an error summary that leads to its field', emptyReply],
  ['a preview shows the reply, keeps what was typed and posts nothing', preview],
  ['a reply can be posted, and the answer shows it', reply],
  ['a post of one’s own can be edited, and says that it was', edit],
  ['a thread without a title comes back with what was typed', untitledThread],
  ['a thread can be started', startThread],
  ['signing out closes the cohort’s board again, to the back button, too', signOut],
];

async function signIn({ page, site }) {
  await page.goto(site.url('northfield', '/sign-in/demo'));
  await press(page, page.getByRole('button', { name: PERSON.name }));
  await page.getByRole('button', { name: 'Sign out' }).first().waitFor();
}

async function readThread(way) {
  const { page, site } = way;
  await page.goto(site.url('northfield'));
  await page.locator(`main a[href="${FLAGSHIP.board}"]`).first().click();
  await page.locator('main a[href^="/t/"]').filter({ hasText: FLAGSHIP.title }).first().click();
  way.thread = page.url();
  const posts = await page.locator('article.post').count();
  insist(posts === 20, `the first page shows ${posts} posts, not 20`);
}

async function emptyReply(way) {
  const { page } = await atReplyForm(way);
  // A space passes the browser's own `required`, so the server has to answer.
  await page.fill('textarea[name=body]', ' ');
  const answer = await press(page, page.locator('form[action$="/reply"] button').first());
  insist(answer.status() === 422, `the answer is ${answer.status()}, not 422`);
  const target = await page.locator('.problems a[href^="#"]').first().getAttribute('href');
  insist((await page.locator(target).count()) === 1, `the summary leads to ${target}, which is not there`);
}

async function preview(way) {
  const { page } = await atReplyForm(way);
  await page.fill('textarea[name=body]', 'Some **strong** words.');
  await press(page, page.getByRole('button', { name: /preview/i }).first());
  await page.locator('main strong', { hasText: 'strong' }).first().waitFor();
  const kept = await page.inputValue('textarea[name=body]');
  insist(kept === 'Some **strong** words.', `the form holds ${JSON.stringify(kept)}`);
}

async function reply(way) {
  const { page } = await atReplyForm(way);
  await page.fill('textarea[name=body]', REPLY);
  await press(page, page.locator('form[action$="/reply"] button').first());
  insist(/#p-[0-9a-z]{13}$/.test(page.url()), `the answer leads to ${page.url()}, not onto the post`);
  await ownPost(page, REPLY).waitFor();
}

async function edit({ page }) {
  await ownPost(page, REPLY).locator('a[href$="/actions"]').click();
  await page.locator('main a[href$="/edit"]').first().click();
  await page.fill('main textarea[name=body]', EDITED);
  const form = page.locator('main form').filter({ has: page.locator('textarea[name=body]') });
  // Below the text: above it stands the button that nobody sees, which a plain Enter presses.
  await press(page, form.locator('.actions button').first());
  await ownPost(page, EDITED).locator('.edited').waitFor();
}

async function untitledThread({ page, site }) {
  await openNewThread(page, site);
  await page.fill('main [name=title]', ' ');
  await page.fill('main [name=body]', 'What I typed.');
  const answer = await press(page, page.locator('main form:has([name=title]) .actions button').first());
  insist(answer.status() === 422, `the answer is ${answer.status()}, not 422`);
  const kept = await page.inputValue('main [name=body]');
  insist(kept === 'What I typed.', `the form holds ${JSON.stringify(kept)}`);
}

async function startThread({ page, site }) {
  await openNewThread(page, site);
  await page.fill('main [name=title]', TITLE);
  await page.fill('main [name=body]', 'Mine is at nine and I live an hour away.');
  await press(page, page.locator('main form:has([name=title]) .actions button').first());
  await page.locator('h1', { hasText: TITLE }).waitFor();
}

async function signOut({ page, site, thread }) {
  const board = await page.goto(site.url('northfield', FLAGSHIP.board));
  insist(board.status() === 200, `the board answers ${board.status()} before the end`);
  const title = await page.locator('h1').innerText();
  await press(page, page.getByRole('button', { name: 'Sign out' }).first());
  await page.goBack();
  insist((await page.locator('h1').innerText()) !== title, 'the back button still shows the board');
  await page.goto(site.url('northfield'));
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  const answer = await page.goto(thread ?? site.url('northfield', FLAGSHIP.board));
  insist(answer.status() === 404, `the private thread answers ${answer.status()} to a visitor`);
}

async function onceOnly(browser, site) {
  const printed = await site.command('member', 'sign-in-link', '--institution', 'northfield', '--member', PERSON.username);
  const link = printed.match(/https?:\/\/\S+/)?.[0];
  insist(link, `the command printed ${printed}`);
  for (const [visit, expected] of [['first', true], ['second', false]]) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(link);
    await pressSignIn(page);
    const isIn = (await page.getByRole('button', { name: 'Sign out' }).count()) > 0;
    await context.close();
    insist(isIn === expected, `the ${visit} visit ${isIn ? 'signs in' : 'does not sign in'}`);
  }
}

// Opening the link only shows a button: mail scanners open links too, and must not use them up.
async function pressSignIn(page) {
  const button = page.locator('main form button').filter({ hasText: 'Sign in' }).first();
  if ((await button.count()) > 0) await press(page, button);
}

async function atReplyForm(way) {
  const { page, thread } = way;
  insist(thread, 'no thread was found to reply to');
  await page.goto(thread);
  // Only the last page of a thread grows, so the form stands there.
  const toLast = page.locator('main a[href$="/last"]');
  if ((await toLast.count()) > 0) await toLast.first().click();
  return way;
}

async function openNewThread(page, site) {
  await page.goto(site.url('northfield', FLAGSHIP.board));
  await page.getByRole('link', { name: /start a thread|new thread/i }).first().click();
}

function ownPost(page, words) {
  return page.locator('article.post').filter({ hasText: words });
}

/** Presses a button and gives the first answer to the form that it sends. */
async function press(page, button) {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    button.click(),
  ]);
  await page.waitForLoadState();
  return answer;
}
