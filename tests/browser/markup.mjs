// Valid, accessible HTML in the very bytes that were served, by html-validate.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { formPages, open } from './forms.mjs';
import { nameOf } from './pages.mjs';
import rules from './rules.mjs';

/** Validates every page found, and those that forms make. */
export async function check({ browser, site, report, pages }) {
  const validator = new HtmlValidate(new StaticConfigLoader(rules));
  const validate = async (entry, html) => {
    const { results } = await validator.validateString(html, entry.path);
    const faults = results.flatMap(({ messages }) => messages);
    const words = faults.slice(0, 8).map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`);
    report.nothingFound(`html-validate finds nothing on the page of ${nameOf(entry)}`, words);
  };
  for (const entry of pages) await validate(entry, entry.html);
  for (const entry of formPages(pages)) {
    if (entry.missing) {
      report.check(`a page ${entry.made} can be made`, false, [`the demo shows the mentee no ${entry.missing}`]);
      continue;
    }
    await report.attempt(`a page ${entry.made} can be made`, async () => validate(entry, await made(browser, site, entry)));
  }
}

async function made(browser, site, entry) {
  const context = await site.window(browser, entry.reader);
  try {
    const answer = await open(await context.newPage(), site, entry);
    return await answer.text();
  } finally {
    await context.close();
  }
}
