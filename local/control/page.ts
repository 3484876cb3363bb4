import { FAULT_KINDS } from '../edge/faults.ts';
import { RECEIPT_TYPES } from '../services/receipts.ts';
import { SIMULATED_HOSTS } from '../simulators/hosts.ts';
import { MOODS } from '../simulators/provider-simulator.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

const options = (values: readonly string[]): string => values.map((value) => `<option>${value}</option>`).join('');
const providers = [...new Set(Object.values(SIMULATED_HOSTS)), 'web_push'];
const SERVICES = ['dynamodb', 'sqs', 'ses', 'sns', 'scheduler', 'secretsmanager', 'execute-api'];

/** The page at `/_local`: mails, phone, clock, faults, meter, refusals, schedules, tokens, secrets. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wismo: local cloud</title><link rel="icon" href="data:,"><style>${PAGE_STYLE}</style>
</head>
<body>
<header>
  <h1>Wismo: local cloud</h1><span id="clock"></span>
  <a id="mailbox" href="#">mailbox</a> <a href="/docs">API</a>
  <strong id="problem" class="bad" role="alert"></strong>
</header>
<main>
<section class="wide" aria-labelledby="mail-title"><h2 id="mail-title">Mail</h2>
  <div class="mail"><div id="mails"></div><div>
    <p id="mail-head" class="muted">Choose a mail.</p>
    <iframe id="mail-body" sandbox="" title="The mail"></iframe>
    <form id="receipt-form"><label>The provider reports <select name="type">${options(RECEIPT_TYPES)}</select></label>
      <button>Send</button></form>
  </div></div></section>
<section class="wide" aria-labelledby="journey-title"><h2 id="journey-title">One order, as its people see it</h2>
  <form><select id="journey-order" aria-label="order"></select></form>
  <div id="journey" class="screens"></div></section>
<section class="phone" aria-labelledby="phone-title"><h2 id="phone-title">Phones</h2>
  <div id="phones" class="chips"></div><div id="phone"></div>
  <form id="mood-form"><select name="provider" aria-label="provider">${options(providers)}</select>
    <select name="mood" aria-label="mood">${options(MOODS)}</select>
    <input name="times" type="number" min="1" placeholder="calls" size="5"><button>Set</button></form></section>
<section><h2>Time</h2>
  <form id="clock-form"><input name="advance" value="PT1H" aria-label="ISO 8601 duration" size="8">
    <button value="advance">Advance</button> <button value="reset">Back to real time</button></form>
  <h2>Schedules</h2><div id="schedules"></div></section>
<section><h2>Faults</h2>
  <form id="fault-form"><select name="kind" aria-label="kind">${options(FAULT_KINDS)}</select>
    <select name="service" aria-label="service">${options(SERVICES)}</select>
    <input name="operation" placeholder="operation" size="14"><input name="function" placeholder="function" size="12">
    <input name="rate" type="number" min="0" max="1" step="any" placeholder="rate" size="5">
    <input name="times" type="number" min="1" placeholder="times" size="5">
    <input name="delayMs" type="number" min="0" placeholder="ms" size="5">
    <button value="add">Add</button> <button value="clear">Remove all</button></form>
  <div id="faults"></div></section>
<section><h2>Token</h2>
  <form id="token-form"><input name="sub" placeholder="sub" value="admin" required size="10">
    <input name="role" placeholder="role" value="admin" size="10"><input name="seller" placeholder="seller id" size="10">
    <button>Make</button></form>
  <output id="token"></output>
  <h2>Secrets</h2><button id="secrets-button">Show</button><pre id="secrets"></pre></section>
<section class="wide"><h2>Meter <span id="cost" class="muted"></span></h2><div id="meter"></div></section>
<section class="wide"><h2>Refused calls</h2><div id="denied"></div></section>
<section><h2>Everything</h2>
  <form id="all-form"><button value="drain">Wait until all is at rest</button> <button value="reset">Empty everything</button></form>
  <pre id="health"></pre></section>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
