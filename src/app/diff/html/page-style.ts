/** The style of a page that needs nothing from elsewhere and prints well. */
export const PAGE_STYLE = `
:root { color-scheme: light; }
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; color: #222; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; border-bottom: 2px solid #ddd; padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 0; }
h4 { font-size: .95rem; margin: .8rem 0 .2rem; color: #444; }
article { border: 1px solid #ddd; border-left: .35rem solid #888; border-radius: .3rem; padding: .7rem 1rem; margin: .8rem 0; break-inside: avoid-page; }
article.narrower { border-left-color: #b3261e; } article.wider { border-left-color: #1a7f37; }
article.both, article.undecided { border-left-color: #b58900; } article.equal { border-left-color: #aaa; }
.tag { display: inline-block; border-radius: .8rem; padding: 0 .6rem; font-size: .85rem; color: #fff; background: #666; }
.tag.narrower { background: #b3261e; } .tag.wider { background: #1a7f37; } .tag.both, .tag.undecided { background: #8a6700; }
.id, .place { color: #666; font-size: .85rem; font-family: ui-monospace, monospace; }
del, ins { display: block; text-decoration: none; white-space: pre-wrap; padding: .1rem .5rem; margin: .1rem 0; border-left: .25rem solid; }
del { background: #fdecea; border-color: #b3261e; } del::before { content: "− "; }
ins { background: #e6f4ea; border-color: #1a7f37; } ins::before { content: "+ "; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #e4e4e4; padding: .25rem .5rem; }
th { font-weight: 600; background: #f6f6f6; } td.number, th.number { text-align: right; white-space: nowrap; }
ul { margin: .2rem 0; padding-left: 1.3rem; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
svg { max-width: 100%; height: auto; } svg text { font-size: 13px; fill: #222; }
.numbers { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; list-style: none; }
.numbers li { border: 1px solid #ddd; border-radius: .3rem; padding: .3rem .8rem; } .numbers b { font-size: 1.3rem; display: block; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } article { break-inside: auto; } h2, h3, h4 { break-after: avoid; } * { print-color-adjust: exact; } }
`;
