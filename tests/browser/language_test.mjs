// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The page in each of its languages: every view is translated and fits a phone; the browser decides, or the user.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessibilityProblems} from '../support/web/axe.mjs';
import {Stage, assertNoComplaints, timeout} from './stage.mjs';

const stage = new Stage();

const PHONE = {width: 390, height: 844};
const LOCALES = {de: 'de-AT', fr: 'fr-FR', es: 'es-MX', pt: 'pt-BR', ja: 'ja-JP', ar: 'ar-EG'};

/** Runs in the page: its visible and spoken texts that are English although there is a translation. */
async function englishTexts(language) {
  const {default: messages} = await import(`/js/page/language/messages/${language}.js`);
  const found = new Set();
  const look = (text) => {
    const words = (text ?? '').replace(/\s+/g, ' ').trim();
    if (Object.hasOwn(messages, words) && messages[words] !== words) found.add(words);
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) look(walker.currentNode.nodeValue);
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) look(element.getAttribute(name));
  }
  return [...found];
}

/** Runs in the page: the controls that leave the window at a side, or lie on each other. */
function misplaced() {
  const top = document.querySelector('dialog[open]') ?? document.querySelector('main');
  const controls = [...top.querySelectorAll('button, input, select, textarea, a')]
    .filter((element) => element.checkVisibility() && !element.closest('.tile, .unseen, .switch, .choice, [inert]'));
  const boxes = controls.map((element) => ({element, box: element.getBoundingClientRect()}))
    .filter(({box}) => box.width > 0 && box.height > 0);
  const name = ({element}) => element.id || element.className || element.textContent.trim();
  const wrong = boxes.filter(({box}) => box.left < -1 || box.right > innerWidth + 1).map((one) => `outside: ${name(one)}`);
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const [a, b] = [one.box, other.box];
      const overlap = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
      if (overlap && !one.element.contains(other.element)) wrong.push(`overlap: ${name(one)}, ${name(other)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls to the side');
  return wrong;
}

async function assertGood({tab}, language, what) {
  assert.deepEqual(await tab.evaluate(englishTexts, language), [], `${language}, ${what}: still English`);
  assert.deepEqual(await tab.evaluate(misplaced), [], `${language}, ${what}`);
}

for (const [language, locale] of Object.entries(LOCALES)) {
  test(`every view is translated and fits a phone: ${language}`, {timeout}, async (t) => {
    const fetched = new Set();
    const options = {locale, viewport: PHONE, reducedMotion: 'reduce', bypassCSP: true, beforeOpening: async (tab) => {
      tab.on('request', (request) => {
        if (request.url().includes('/messages/')) fetched.add(request.url().replace(/.*\//, ''));
      });
    }};
    const start = await stage.open(t, '/', options);
    await start.tab.locator('#room-hint:not(:empty)').waitFor();
    await assertGood(start, language, 'start page');
    const page = await stage.open(t, stage.newRoom(), options);
    await page.tab.locator('#preview').waitFor();
    assert.equal(await page.tab.locator('html').getAttribute('lang'), language);
    const direction = await page.tab.evaluate(() => getComputedStyle(document.body).direction);
    assert.equal(direction, language === 'ar' ? 'rtl' : 'ltr');
    await assertGood(page, language, 'preview');
    await page.tab.locator('#preview-settings').click();
    for (const tabName of ['devices', 'picture', 'network']) {
      await page.tab.locator(`#settings-${tabName}-tab`).click();
      await assertGood(page, language, `settings, ${tabName}`);
    }
    await page.tab.keyboard.press('Escape');
    await page.join('Ziggy');
    await page.tab.locator('#alone').waitFor();
    await assertGood(page, language, 'call');
    if (['ar', 'de'].includes(language)) {
      assert.deepEqual(await accessibilityProblems(page.tab), [], `${language}, call`);
    }
    await page.openChat();
    await assertGood(page, language, 'chat');
    await page.tab.locator('#chat-close').click();
    await page.tab.locator('#leave').click();
    await page.tab.locator('#ended').waitFor();
    await assertGood(page, language, 'end');
    assert.deepEqual([...fetched], [`${language}.js`]);
    assertNoComplaints(start, page);
  });
}

test('the user chooses another language than the browser’s, and it stays', {timeout}, async (t) => {
  const page = await stage.open(t, stage.newRoom(), {locale: 'de-DE'});
  const showsTitle = (title) => page.tab.locator('#preview-title').getByText(title).waitFor();
  await showsTitle('Bereit zum Beitreten?');
  await page.tab.locator('#preview-settings').click();
  await page.tab.locator('#settings-language').selectOption('ar');
  await page.tab.locator('html[lang=ar][dir=rtl]').waitFor();
  await page.tab.reload();
  await page.tab.locator('html[lang=ar][dir=rtl]').waitFor();
  await page.tab.locator('#preview-settings').click();
  await page.tab.locator('#settings-devices-tab').press('ArrowLeft');
  await page.tab.locator('#settings-picture-tab[aria-selected=true]').waitFor();
  await page.tab.locator('#settings-language').selectOption('en');
  await showsTitle('Ready to join?');
  assertNoComplaints(page);
});
