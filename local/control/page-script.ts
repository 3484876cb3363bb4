import { JOURNEY_SCRIPT } from './journey-script.ts';

/** Script of the `/_local` page. Everything that came from outside is put in as text, mails into a frame without rights. */
export const PAGE_SCRIPT = `
const at = (id) => document.getElementById(id);
const call = async (method, path, body) => {
  const response = await fetch('/_local/' + path, { method, headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const result = await response.json();
  if (!response.ok) throw new Error(result.detail || result.title);
  return result;
};
const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};
const table = (into, heads, rows, empty) => {
  if (rows.length === 0) { at(into).replaceChildren(element('p', empty, 'muted')); return; }
  const made = element('table'); const head = element('tr');
  for (const name of heads) head.append(element('th', name));
  made.append(head);
  for (const row of rows) {
    const line = element('tr');
    for (const cell of row) line.append(element('td', String(cell ?? ''), typeof cell === 'number' ? 'number' : ''));
    made.append(line);
  }
  at(into).replaceChildren(made);
};
let shown = '';
const showMail = (mail) => {
  shown = mail.messageId;
  at('mail-head').textContent = mail.to + ' — ' + (mail.subject ?? '');
  const frame = at('mail-body');
  frame.srcdoc = mail.html ?? '<pre style="white-space:pre-wrap">' + mail.text.replace(/[&<]/g, (c) => c === '&' ? '&amp;' : '&lt;') + '</pre>';
};
const refreshOutbox = async () => {
  const all = await call('GET', 'outbox');
  const mails = all.filter((entry) => entry.channel === 'email').slice(-100).reverse();
  at('mails').replaceChildren(...mails.map((mail) => {
    const button = element('button', mail.at.slice(11, 19) + '  ' + (mail.subject ?? '(no subject)') + ' → ' + mail.to);
    button.onclick = () => showMail(mail);
    return button;
  }));
  if (mails.length === 0) at('mails').replaceChildren(element('p', 'No mail yet.', 'muted'));
  else if (shown === '') showMail(mails[0]);
  showPhones(all.filter((entry) => entry.channel !== 'email').slice(-300));
  if (document.activeElement !== at('journey-order')) refreshOrders(all.slice(-500));
  await showJourney();
};
let holder = '';
const LABELS = { sms: 'SMS', push: 'push', whatsapp: 'WhatsApp' };
const bubble = (entry) => {
  const made = element('button', '', 'bubble');
  made.append(element('small', (LABELS[entry.channel] ?? entry.channel) + ' by ' + (entry.provider ?? 'AWS') + ', ' + entry.at.slice(11, 19), 'muted'));
  if (entry.channel === 'push' && entry.subject) made.append(element('strong', entry.subject));
  made.append(element('span', entry.text));
  made.title = 'Choose it, to have its provider report what became of it';
  made.setAttribute('aria-pressed', String(shown === entry.messageId));
  made.onclick = () => { shown = entry.messageId; at('mail-head').textContent = (LABELS[entry.channel] ?? entry.channel) + ' to ' + entry.to; refreshOutbox(); };
  return made;
};
/** A number has text messages and WhatsApp on one screen; a device of an application has its own. */
const showPhones = (entries) => {
  const holders = [...new Set(entries.map((entry) => entry.to))].reverse();
  if (!holders.includes(holder)) holder = holders[0] ?? '';
  at('phones').replaceChildren(...holders.slice(0, 20).map((to) => {
    const button = element('button', to.length > 24 ? to.slice(0, 10) + '…' + to.slice(-6) : to);
    button.setAttribute('aria-pressed', String(to === holder));
    button.onclick = () => { holder = to; showPhones(entries); };
    return button;
  }));
  const own = entries.filter((entry) => entry.to === holder);
  at('phone').replaceChildren(...(own.length === 0 ? [element('p', 'Nothing yet.', 'muted')] : own.map(bubble)));
};
const refreshMeter = async () => {
  const { functions, costUsd } = await call('GET', 'meter');
  const count = (calls, service) => Object.values(calls[service] ?? {}).reduce((sum, n) => sum + n, 0);
  table('meter', ['function', 'runs', 'ms', 'table calls', 'RU', 'WU', 'messages', 'USD'],
    Object.entries(functions).map(([name, u]) => [name, u.invocations, Math.round(u.milliseconds), count(u.calls, 'dynamodb'),
      u.readUnits, u.writeUnits, u.messages, u.costUsd.toFixed(6)]), 'Nothing has run yet.');
  at('cost').textContent = '$' + costUsd.toFixed(6) + ' at list price';
};
const refresh = async () => {
  try {
    const health = await call('GET', 'health');
    at('clock').textContent = health.clock.now.replace('T', ' ').slice(0, 19) + ' UTC'
      + (health.clock.offsetMilliseconds === 0 ? '' : ' (moved)');
    at('health').textContent = JSON.stringify({ addresses: health.addresses, versions: health.versions }, null, 2);
    at('mailbox').href = health.addresses.mailbox;
    await refreshOutbox();
    await refreshMeter();
    table('faults', ['kind', 'service', 'operation', 'function', 'applied'],
      (await call('GET', 'faults')).map((f) => [f.kind, f.service, f.operation, f.function, f.applied]), 'Nothing is made to fail.');
    table('denied', ['function', 'operation', 'resource', 'why'],
      (await call('GET', 'denied')).slice(-50).reverse().map((d) => [d.function, d.service + ':' + d.operation, d.resource, d.why]),
      'No call was refused.');
    table('schedules', ['group', 'name', 'due'],
      (await call('GET', 'schedules')).map((s) => [s.group, s.name, s.due === null ? '—' : new Date(s.due).toISOString()]), 'None.');
    at('problem').textContent = '';
  } catch (error) { at('problem').textContent = error.message; }
};
const onSubmit = (id, work) => { at(id).onsubmit = async (event) => {
  event.preventDefault();
  const fields = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ''));
  try { await work(fields, event.submitter); at('problem').textContent = ''; } catch (error) { at('problem').textContent = error.message; return; }
  await refresh();
}; };
onSubmit('clock-form', ({ advance }, button) => call('POST', 'clock', button.value === 'reset' ? { reset: true } : { advance }));
onSubmit('fault-form', ({ rate, times, delayMs, ...fields }, button) => button.value === 'clear' ? call('DELETE', 'faults')
  : call('POST', 'faults', { ...fields, ...(rate ? { rate: Number(rate) } : {}), ...(times ? { times: Number(times) } : {}),
      ...(delayMs ? { delayMs: Number(delayMs) } : {}) }));
onSubmit('token-form', async ({ sub, role, seller }) => {
  const { token } = await call('POST', 'token', { sub, ...(role ? { roles: [role] } : {}), ...(seller ? { seller_ids: [seller] } : {}) });
  at('token').textContent = token;
});
onSubmit('receipt-form', ({ type }) => call('POST', 'receipts', { messageId: shown, type }));
onSubmit('mood-form', ({ provider, mood, times }) => call('POST', 'simulators/' + provider, { mood, ...(times ? { times: Number(times) } : {}) }));
onSubmit('all-form', (_fields, button) => call('POST', button.value));
at('secrets-button').onclick = async () => { at('secrets').textContent = JSON.stringify(await call('GET', 'secrets'), null, 2); };
${JOURNEY_SCRIPT}
refresh();
setInterval(() => { if (!document.hidden) refresh(); }, 2000);
`;
