/** Style of the `/_local` page. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a4149); --soft: light-dark(#f5f7f9, #1c2126);
  --accent: light-dark(#0b63ce, #6db1ff); --bad: light-dark(#b3261e, #ff8a80); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; background: light-dark(#fff, #12161a); }
header { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); display: flex; gap: 1rem; flex-wrap: wrap; align-items: baseline; }
h1 { font-size: 1.2rem; margin: 0; } h2 { font-size: 1rem; margin: 0 0 .6rem; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 1rem; padding: 1rem 1.5rem; }
section { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; overflow: auto; max-height: 34rem; }
section.wide { grid-column: 1 / -1; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
form { display: flex; gap: .5rem; flex-wrap: wrap; margin-bottom: .6rem; }
input, select, button { font: inherit; padding: .3rem .55rem; border: 1px solid var(--line); border-radius: .35rem; background: transparent; color: inherit; }
button { cursor: pointer; color: var(--accent); } button:hover { background: var(--soft); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
pre, output { font: .8rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; display: block; margin: 0; }
iframe { width: 100%; height: 20rem; border: 1px solid var(--line); border-radius: .35rem; background: #fff; }
.mail { display: grid; grid-template-columns: minmax(14rem, 1fr) 2fr; gap: 1rem; }
#mails button { display: block; width: 100%; text-align: left; border: 0; border-bottom: 1px solid var(--line); border-radius: 0; color: inherit; }
.chips { display: flex; gap: .4rem; flex-wrap: wrap; margin-bottom: .6rem; }
[aria-pressed=true] { background: var(--soft); font-weight: 600; }
.bubble { display: grid; gap: .15rem; text-align: left; color: inherit; background: var(--soft); border-radius: .8rem; padding: .5rem .8rem; margin: 0 0 .5rem; max-width: 24rem; overflow-wrap: anywhere; }
.screens { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1rem; }
.screen { border: 1px solid var(--line); border-radius: 1.2rem; padding: .8rem; } .screen h3 { font-size: .95rem; margin: 0 0 .6rem; }
.screen [data-channel=in_app] { border-inline-start: 3px solid var(--accent); border-radius: .2rem .8rem .8rem .2rem; }
.phone p { background: var(--soft); border-radius: .8rem; padding: .5rem .8rem; margin: 0 0 .5rem; max-width: 24rem; }
.bad { color: var(--bad); } .muted { opacity: .7; }
@media (max-width: 44rem) { .mail { grid-template-columns: 1fr; } main { padding: 1rem; } }
`;
