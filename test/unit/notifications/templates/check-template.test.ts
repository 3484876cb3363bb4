import { describe, expect, it } from 'vitest';
import { emailTemplate } from '../../../../shared/notifications/channels/email/built-in.ts';
import { smsTemplate } from '../../../../shared/notifications/channels/sms/built-in.ts';
import { whatsAppTemplate } from '../../../../shared/notifications/channels/whatsapp/built-in.ts';
import { builtInTexts, channelTemplate, TEMPLATE_SLOTS } from '../../../../shared/notifications/templates/built-in.ts';
import { templateProblems, variablesIn } from '../../../../shared/notifications/templates/check-template.ts';

const mail = (content: string, subject = 'Order {{ orderNumber }}') =>
  templateProblems({ subject, content }, emailTemplate);
const places = (content: string) => mail(content).map(({ line, message }) => [line, message.split(';')[0]]);

describe('the check of a template', () => {
  it.each(TEMPLATE_SLOTS)('finds nothing wrong with the built-in one of $type, $channel, $language', (slot) => {
    const own = channelTemplate(slot.channel);
    const texts = builtInTexts(slot, own);
    expect(templateProblems(own.isApproved ? { ...texts, approvedName: 'a' } : texts, own)).toEqual([]);
  });

  it('names every problem, each with its line', () => {
    const content = `<p onclick="x()">{{ customerName | raw }}</p>
{{ orderNumber | foo }} {{ nobody }}
{% include 'x' %}
{% if a = %}{{ customerName.length }}{% endif %}
<script>alert(1)</script>
<a href="javascript:alert(1)">x</a> <a href="{{ customerName }}">y</a>
{% for item in orderItems %}{{ item.pice }}{% endfor %}
<b>`;
    expect(places(content)).toEqual([
      [1, 'undefined filter: raw'],
      [1, 'The attribute "onclick" is not available'],
      [2, 'undefined filter: foo'],
      [2, '"nobody" is no variable'],
      [3, 'The tag "include" is not available'],
      [4, 'expected "|" before filter'],
      [4, '"customerName.length": customerName is text and has no members'],
      [5, 'The tag <script> is not available'],
      [5, 'The tag <script> is not available'],
      [6, 'href must be an absolute https address, or a variable that is one'],
      [6, 'href: "customerName" is no address'],
      [7, 'An item has no "pice"'],
      [8, '<b> does not end'],
    ]);
  });

  it.each([
    ['{% if orderNumber %}', 'tag {% if orderNumber %} not closed'],
    ['{% endif %}', 'tag "endif" not found'],
    ['<p>{{ orderNumber </p>', 'output "{{ orderNumber </p>" not closed'],
    ['{% render "/etc/passwd" %}', 'The tag "render" is not available'],
    ['{% layout "x" %}', 'The tag "layout" is not available'],
    ['{% raw %}{{ x }}{% endraw %}', 'The tag "raw" is not available'],
    ['{% liquid echo orderNumber %}', 'The tag "liquid" is not available'],
    ['<{{ orderNumber }}>', '"<{" is not available: no comments, and every tag must end'],
    ['<!-- {{ orderNumber }} -->', 'is not available: no comments'],
    ['<p style="background:url(https://x.example/a.png)">a</p>', 'A style may load nothing'],
    ['<p style="{{ customerName }}">a</p>', 'A style may load nothing'],
    ["<a href='{{ orderUrl }}'>a</a>", 'href: its value must be in double quotes'],
    ['<a href={{ orderUrl }}>a</a>', 'must be in double quotes'],
    ['<img src="/a.png">', 'src must be an absolute https address'],
    ['<img src="http://x.example/a.png">', 'src must be an absolute https address'],
    ['<a href="{{ customerName }}{{ orderUrl }}">a</a>', 'href must be an absolute https address'],
    ['{% assign u = customerName %}<a href="{{ u }}">a</a>', 'href: "u" is no address'],
    ['<p>a</div>', '</div> ends no <div>'],
    ['  ', 'Must not be empty'],
    ['x'.repeat(50_001), 'Has more than 50000 characters'],
  ])('refuses %s', (content, message) => {
    expect(mail(content).map((problem) => problem.message)).toEqual(
      expect.arrayContaining([expect.stringContaining(message)]),
    );
  });

  it.each([
    // Put together of pieces, or where Liquid takes something for its own that does not look so.
    '<{% assign a = 1 %}script>alert(1)<{% assign a = 1 %}/script>',
    '< {%- assign a = 1 -%} script>alert(1)',
    "< {{- '' -}} script>alert(1)",
    `{% if '%}<p title="' == '' %}{% endif %}<script>alert(1)</script>">x</p>`,
    '{{ \'}}<p title="\' }}<script>alert(1)</script>">x</p>',
    '<p style="posi{% assign a = 1 %}tion:fixed">a</p>',
    '<p style="background:u\\72l(https://x.example)">a</p>',
    '<p style="background:&#117;rl(https://x.example)">a</p>',
    '<p style="background:ur/**/l(https://x.example)">a</p>',
    "<p style=\"{{ 'position:fixed' | append: '' }}\">a</p>",
    '<a href="{% if true %}javascript:alert(1){% endif %}">a</a>',
  ])('refuses %s', (content) => {
    expect(mail(content)).not.toEqual([]);
  });

  it.each([
    ['outputs', '{{x}}'.repeat(10_000)],
    ['blocks', '{% if orderNumber %}'.repeat(1_200) + '{% endif %}'.repeat(1_200)],
    ['beginnings', '<a'.repeat(25_000)],
    ['quotes', '<p "'.repeat(12_000)],
    ['comments', '<!--'.repeat(12_000)],
    ['tags that do not end', '<p>'.repeat(16_000)],
    ['unended tags of Liquid', '{%'.repeat(25_000)],
  ])('of thousands of %s is over soon, and names some', (_what, content) => {
    const begun = performance.now();
    const problems = mail(content);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(50);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('takes what a mail needs', () => {
    expect(
      mail(`<h1>{{ currentStatus }}</h1>
{% if customerName != '' %}<p>{{ customerName | upcase }}</p>{% else %}<p>…</p>{% endif %}
<table>{% for item in orderItems %}<tr><td><img src="{{ item.image }}" alt="" width="56"></td><td>{{ item.quantity }} {{ item.name }} {{ forloop.index }}</td></tr>{% endfor %}</table>
<p><a href="{{ orderUrl }}">A</a> <a href="https://shop.example/?o={{ orderNumber }}">B</a> <a href="mailto:a@b.example">C</a><br/></p>`),
    ).toEqual([]);
  });

  it('wants a subject where there is one, and none where there is none', () => {
    expect(templateProblems({ content: 'a' }, emailTemplate)).toEqual([{ part: 'subject', message: 'Is needed' }]);
    expect(templateProblems({ subject: 'a', content: 'a' }, smsTemplate)).toMatchObject([{ part: 'subject' }]);
    expect(templateProblems({ content: 'a', approvedName: 'b' }, smsTemplate)).toMatchObject([
      { part: 'approvedName' },
    ]);
  });

  it('takes values only where a text is approved elsewhere, and the name of the approval', () => {
    const check = (content: string, approvedName?: string) =>
      templateProblems({ content, ...(approvedName !== undefined && { approvedName }) }, whatsAppTemplate);
    expect(check('Order {{ orderNumber }} has left.', 'left_v1')).toEqual([]);
    expect(check('Order {{ orderNumber }} has left.')).toMatchObject([{ part: 'approvedName' }]);
    expect(check('Order {{ orderNumber }} has left.', 'Left V1')).toMatchObject([{ part: 'approvedName' }]);
    expect(check('A\n{% if orderNumber %}{{ orderNumber }}{% endif %} b', 'x').map(({ line }) => line)).toEqual([2, 2]);
    expect(check('{{ orderNumber }} has left.', 'x')).toMatchObject([
      { message: expect.stringMatching(/begin and end/) },
    ]);
    expect(check('Has left: {{ orderNumber }}', 'x')).toHaveLength(1);
  });

  it('knows what a template speaks of', () => {
    expect(
      variablesIn({
        subject: '{{ orderNumber }}',
        content: '{% for i in orderItems %}{{ i.name }}{% endfor %}{{ customerName }}',
      }),
    ).toEqual(['customerName', 'orderNumber', 'orderItems']);
  });
});
