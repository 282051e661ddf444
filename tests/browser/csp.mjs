// The Content-Security-Policy is strict on every page, and no page needs more than it grants.

import { inWindows } from './browser.mjs';
import { distinct, nameOf } from './pages.mjs';

/** Opens every distinct page with the policy in force and listens for what it stopped. */
export async function check({ browser, site, report, pages }) {
  await inWindows(distinct(pages, kindOf), async (entry) => {
    report.nothingFound(`the policy stops nothing on the page of ${nameOf(entry)}`, await listen(browser, site, entry));
  });
}

// One policy serves all institutions; what differs between them, theme and logo, shows on their front pages.
function kindOf({ reader, shape }) {
  return shape === '/' ? `${reader.institution} /` : shape;
}

async function listen(browser, site, { reader, path, shape }) {
  const context = await site.window(browser, reader);
  const findings = [];
  try {
    const page = await context.newPage();
    await page.exposeFunction('lyceumStopped', (words) => findings.push(words));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, lineNumber }) => {
        window.lyceumStopped(`${violatedDirective} stopped ${blockedURI || 'something inline'}, line ${lineNumber}`);
      });
    });
    page.on('console', (message) => {
      const isOwnStatus = shape === 'absent' && message.text().includes('404');
      if (message.type() === 'error' && !isOwnStatus) findings.push(`the console says: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'document' && response.status() >= 400) {
        findings.push(`${response.url()} answers ${response.status()}`);
      }
    });
    const answer = await page.goto(site.url(reader.institution, path));
    findings.push(...laxity(await answer.headerValue('content-security-policy')));
  } catch (fault) {
    findings.push(String(fault.message).split('\n')[0]);
  } finally {
    await context.close();
  }
  return [...new Set(findings)];
}

function laxity(policy) {
  if (!policy) return ['there is no Content-Security-Policy'];
  const lax = [];
  if (!/default-src 'none'/.test(policy)) lax.push("the policy does not begin from default-src 'none'");
  if (/unsafe-|\*(?:\s|;|$)|data:/.test(policy)) lax.push(`the policy is lax: ${policy}`);
  return lax;
}
