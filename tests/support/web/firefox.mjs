// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';

import WebSocket from 'ws';

import {Program} from './program.mjs';

const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

/** How long a command may take that waits for nothing but the browser itself. */
const COMMAND_MS = 60_000;

// Cameras that are test pictures without a question, calls over loopback with addresses as they
// are, and a browser that speaks to nobody by itself. The protocol itself sets more of the latter.
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.gmp-manager.updateEnabled': false,
  'media.gmp-provider.enabled': false,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutConfig.showWarning': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.region.update.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.topsites.contile.enabled': false,
  'captivedetect.canonicalURL': '',
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'geo.enabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disabled': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': 'data:,',
};

/**
 * A headless Firefox as it is shipped, with a profile of its own, driven by WebDriver BiDi: Playwright
 * can only drive one that was patched for it. What the tests need of the protocol is this file.
 */
export class Firefox {
  #program;
  #socket;
  #lastId = 0;
  /** @type {Map<number, {resolve: Function, reject: Function}>} by the number of the command */
  #waiting = new Map();
  /** @type {Map<string, FirefoxTab>} by the browser's name for it */
  #tabs = new Map();

  static async start() {
    const firefox = new Firefox();
    try {
      const [, address] = await firefox.#program.says(/^WebDriver BiDi listening on (\S+)/);
      await firefox.#connect(address);
    } catch (error) {
      await firefox.close();
      throw error;
    }
    return firefox;
  }

  constructor() {
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    this.#program = new Program(FIREFOX, (folder) => {
      writeFileSync(join(folder, 'user.js'), lines.join(''));
      return ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0'];
    });
  }

  async #connect(address) {
    this.#socket = new WebSocket(`${address}/session`);
    await once(this.#socket, 'open');
    this.#socket.on('message', (text) => this.#onMessage(JSON.parse(text)));
    this.#socket.on('close', () => this.#abandon());
    await this.command('session.new', {capabilities: {}});
    await this.command('session.subscribe', {events: ['log.entryAdded', 'network.responseCompleted']});
  }

  #onMessage({id, type, result, error, message, method, params}) {
    if (type === 'event') {
      this.#tabs.get(params.source?.context ?? params.context)?.onEvent(method, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (type === 'success') waiting?.resolve(result);
    else waiting?.reject(new Error(`${error}: ${message}`));
  }

  #abandon() {
    for (const {reject} of this.#waiting.values()) reject(new Error('Firefox has closed the connection'));
    this.#waiting.clear();
  }

  /** Runs a command of WebDriver BiDi and returns its result. */
  async command(method, params) {
    const id = ++this.#lastId;
    let timer;
    const answer = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${method}: no answer`)), COMMAND_MS);
      this.#waiting.set(id, {resolve, reject});
    });
    this.#socket.send(JSON.stringify({id, method, params}));
    return answer.finally(() => clearTimeout(timer));
  }

  /** A page of its own kind of person: own storage, own window, so that none is in the background. */
  async open(url, prepare) {
    const {userContext} = await this.command('browser.createUserContext', {});
    const {context} = await this.command('browsingContext.create', {type: 'window', userContext});
    const tab = new FirefoxTab(this, context, userContext);
    this.#tabs.set(context, tab);
    await this.command('script.addPreloadScript', {functionDeclaration: String(prepare), contexts: [context]});
    await tab.goto(url);
    return tab;
  }

  /** Told to leave it ends its own processes first, so that none writes into the profile any more. */
  async close() {
    if (this.#socket) await this.command('browser.close', {}).catch(() => {});
    await this.#program.stop();
  }
}

/** A page in a Firefox, with those functions of Playwright's that the tests need there. */
class FirefoxTab {
  #firefox;
  #context;
  #userContext;
  /** What a page in good order has none of: console errors, exceptions, failed requests. */
  complaints = [];

  constructor(firefox, context, userContext) {
    this.#firefox = firefox;
    this.#context = context;
    this.#userContext = userContext;
  }

  onEvent(method, params) {
    if (method === 'log.entryAdded' && ['error', 'warn'].includes(params.level)) this.complaints.push(params.text);
    if (method === 'network.responseCompleted' && params.response.status >= 400) {
      this.complaints.push(`${params.response.status}: ${params.request.url}`);
    }
  }

  async goto(url) {
    await this.#firefox.command('browsingContext.navigate', {context: this.#context, url, wait: 'complete'});
  }

  /** Runs a function in the page, as if a person had just touched it; values go and come as JSON. */
  async evaluate(run, argument) {
    const {type, result, exceptionDetails} = await this.#firefox.command('script.callFunction', {
      functionDeclaration: `async (json) => JSON.stringify(await (${run})(JSON.parse(json)) ?? null)`,
      arguments: [{type: 'string', value: JSON.stringify(argument ?? null)}],
      target: {context: this.#context},
      awaitPromise: true,
      userActivation: true,
    });
    if (type === 'exception') throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  async close() {
    await this.#firefox.command('browser.removeUserContext', {userContext: this.#userContext});
  }
}
