/** As the tracking page looks; colours keep a contrast of 4.5 to 1 in light and dark. */
export const HOME_STYLE = [
  ':root{--ink:#1d2b3a;--soft:#526170;--page:#eef2f5;--card:#fff;--accent:#0b6e6e}',
  '@media(prefers-color-scheme:dark){:root{--ink:#e8eef3;--soft:#9fb0bf;--page:#10181f;--card:#18232d;--accent:#4fc3c3}}',
  '*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,sans-serif}',
  'header,main{max-width:680px;margin:0 auto;padding:0 16px}header{padding-top:24px;padding-bottom:16px}',
  '.logo{font-weight:700;font-size:22px;letter-spacing:-.5px;text-decoration:none}a{color:var(--accent)}',
  'form,section{display:flex;flex-direction:column;align-items:flex-start;background:var(--card);border-radius:14px;padding:clamp(18px,5vw,28px);margin:0 0 16px}',
  'h1{margin:0 0 20px;font-size:clamp(26px,7vw,34px);line-height:1.15;color:var(--accent)}h2{margin:0 0 8px;font-size:20px}p{margin:0 0 20px}',
  'label{font-weight:600}input{width:100%;min-height:44px;margin:6px 0 0;padding:8px 12px;font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:8px}',
  '.hint{margin:4px 0 20px;font-size:14px;color:var(--soft)}',
  'button{min-height:44px;padding:8px 24px;font:inherit;font-weight:600;color:var(--card);background:var(--accent);border:0;border-radius:10px;cursor:pointer}',
  ':focus-visible{outline:3px solid var(--accent);outline-offset:2px}nav{display:flex;flex-wrap:wrap;gap:8px 24px;padding:8px 0 32px}[hidden]{display:none}',
].join('');
