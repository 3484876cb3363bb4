/** Readable in light and dark, on a phone and on a wall; colours keep a contrast of 4.5 to 1. */
export const DOCS_STYLE = [
  ':root{--ink:#1d2b3a;--soft:#526170;--line:#dde5eb;--page:#f3f6f8;--card:#fff;--accent:#0a5fa8;--get:#0b6e4f;--post:#0a5fa8;--put:#8a5300;--delete:#a3262a}',
  '@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#a4b3c1;--line:#2c3a48;--page:#10171e;--card:#18222c;--accent:#7cc0ff;--get:#6ed3ae;--post:#7cc0ff;--put:#f0b866;--delete:#ff9a9d}}',
  '*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}',
  'header,main{max-width:62rem;margin:auto;padding:1rem 1.25rem}h1{margin:.5rem 0;font-size:1.9rem}h2{margin:2rem 0 .75rem;font-size:1.25rem}',
  'h4{margin:1rem 0 .35rem;font-size:.85rem;color:var(--soft)}p{max-width:46rem}nav{display:flex;flex-wrap:wrap;gap:.4rem 1rem}a{color:var(--accent)}',
  'details{background:var(--card);border:1px solid var(--line);border-radius:.6rem;margin:.45rem 0}',
  'summary{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;padding:.6rem .9rem;cursor:pointer;list-style:none}',
  'summary::-webkit-details-marker{display:none}summary b{min-width:3.6rem;font-size:.8rem}summary span{color:var(--soft);flex:1 1 14rem}summary em{font-size:.8rem;color:var(--soft)}',
  'summary:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.3rem}',
  '.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.delete{color:var(--delete)}.inside{padding:0 .9rem .9rem;border-top:1px solid var(--line)}',
  'code,pre{font:.86em/1.45 ui-monospace,monospace}pre{background:var(--page);border-radius:.4rem;padding:.75rem;overflow:auto;margin:0}',
  '.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}td{border-top:1px solid var(--line);padding:.3rem .5rem .3rem 0;vertical-align:top;overflow-wrap:anywhere}',
  'td:first-child{white-space:nowrap}td i{color:var(--soft);font-size:.78rem;margin-left:.5rem}td:last-child{color:var(--soft);min-width:9rem}',
  '.d1{padding-left:1.1rem}.d2{padding-left:2.2rem}.d3{padding-left:3.3rem}.d4{padding-left:4.4rem}.codes code{display:inline-block;background:var(--card);border:1px solid var(--line);border-radius:.3rem;padding:0 .4rem;margin:.15rem 0}',
].join('');
