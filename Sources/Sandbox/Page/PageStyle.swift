/// How the network's pages look: warm, round, nothing like a desk.
enum PageStyle {
    /// Changes with the content, so that browsers may keep it for ever.
    static let address = "/style.css?v=\(Markup(stringLiteral: css).version)"

    static let css = """
        :root {
          color-scheme: light dark;
          --ground: #fbf5ec; --card: #fffdfa; --ink: #2c221d; --soft: #6a5b52; --line: #eadfd0; --edge: #93826f;
          --brand: #b3341f; --on-brand: #fff; --tint: #fbe5db; --mine: #fbe5db; --focus: #1d5fa8;
          --k-ground: #edf5ef; --k-line: #bcd5c5; --k-ink: #1d3529; --k-soft: #466052; --hot: #ffdcae; --on-hot: #5d2f00;
          --alarm: #a3121f;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #1a1512; --card: #251e1a; --ink: #f5ece4; --soft: #bcada1; --line: #3a302a; --edge: #8d7c6f;
            --brand: #ff9f80; --on-brand: #2e0e04; --tint: #40281e; --mine: #40281e; --focus: #8cc4ff;
            --k-ground: #15201a; --k-line: #2f4a3c; --k-ink: #d8ede1; --k-soft: #9dbaaa; --hot: #5e3b11; --on-hot: #ffe6c4;
            --alarm: #ffa9ae;
          }
        }
        * { box-sizing: border-box }
        [hidden] { display: none !important }
        html { background: var(--ground); color: var(--ink); scroll-padding-top: 5rem }
        body { margin: 0; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere }
        .wide { max-width: 68rem; margin: 0 auto; padding: 0 1rem }
        main { padding-bottom: 5rem !important }
        h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0 }
        h1 { font-size: 1.25rem; line-height: 1.3 }
        h2 { font-size: 1rem } h3 { font-size: 1rem }
        ul { list-style: none }
        a { color: inherit }
        .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
        .skip { position: absolute; left: 1rem; top: -4rem; background: var(--card); padding: .5rem 1rem; border-radius: 0 0 .75rem .75rem; z-index: 9 }
        .skip:focus { top: 0 }
        :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
        button, input, textarea { font: inherit; color: inherit }
        button, .button {
          display: inline-flex; align-items: center; justify-content: center; gap: .4rem; min-height: 2.5rem; padding: .35rem 1.15rem;
          border: 0; border-radius: 99rem; background: var(--brand); color: var(--on-brand); font-weight: 650; cursor: pointer; text-decoration: none;
        }
        button:hover, .button:hover { filter: brightness(1.08) }
        button[disabled] { opacity: .6; cursor: default }
        button.quiet { background: transparent; color: inherit; border: 1px solid var(--edge); font-weight: 500 }
        .hint, .handle, time { color: var(--soft); font-size: .875rem }
        .icon { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
        .name, .handle, .text, .names b, .whom, .subject, .begin { unicode-bidi: isolate }

        .top { position: sticky; top: 0; z-index: 5; background: var(--ground); border-bottom: 1px solid var(--line); margin-bottom: 1.25rem }
        .top .wide { display: flex; align-items: center; gap: .5rem 1.25rem; min-height: 4rem }
        .brand { display: inline-flex; align-items: center; gap: .5rem; font: 700 1.3rem/1 ui-rounded, "SF Pro Rounded", "Nunito", system-ui, sans-serif; text-decoration: none; padding: .4rem 0 }
        .tabs { display: flex; gap: .25rem }
        .tabs > span { display: block }
        .tabs a { display: inline-flex; align-items: center; gap: .45rem; min-height: 2.5rem; padding: .3rem .95rem; border-radius: 99rem; text-decoration: none; font-weight: 550; white-space: nowrap }
        .tabs a:hover { background: var(--tint) }
        .tabs a[aria-current] { background: var(--tint); color: var(--brand) }
        .badge { min-width: 1.35rem; padding: 0 .35rem; border-radius: 99rem; background: var(--brand); color: var(--on-brand); font-size: .8rem; line-height: 1.35rem; text-align: center; font-weight: 700 }
        .who { margin-left: auto; position: relative }
        .who summary { display: flex; align-items: center; gap: .55rem; list-style: none; cursor: pointer; padding: .3rem .5rem .3rem .3rem; border-radius: 99rem }
        .who summary::-webkit-details-marker { display: none }
        .who summary:hover, .person:hover { background: var(--tint) }
        .who .menu { position: absolute; right: 0; top: calc(100% + .4rem); width: 18rem; max-width: calc(100vw - 2rem); max-height: calc(100vh - 6rem); overflow: auto; padding: .75rem; background: var(--card); border: 1px solid var(--line); border-radius: 1.1rem; box-shadow: 0 .7rem 2rem rgb(0 0 0 / .16) }
        .menu h2 { font-size: .875rem; color: var(--soft); font-weight: 600; padding: .25rem .4rem }
        .menu .more { display: block; padding: .5rem .4rem; font-weight: 550 }
        .names { display: flex; flex-direction: column; line-height: 1.25; text-align: left; min-width: 0 }
        .names .handle { font-weight: 400 }
        .person { display: flex; align-items: center; gap: .6rem; padding: .4rem; border-radius: .9rem; text-decoration: none }
        .seat button { width: 100%; justify-content: flex-start; gap: .7rem; border-radius: .9rem; padding: .4rem .8rem; margin: .2rem 0; min-height: 3rem }
        .face { display: inline-grid; place-items: center; flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; color: #fff; font-weight: 700; font-size: .9rem; letter-spacing: .02em }
        .c0 { background: #a23a57 } .c1 { background: #7848a3 } .c2 { background: #276c90 } .c3 { background: #2a7550 }
        .c4 { background: #95560f } .c5 { background: #555cb0 } .c6 { background: #86491b } .c7 { background: #32706c }

        .pane, .item.own { display: grid; grid-template-columns: minmax(0, 41rem) minmax(0, 1fr); gap: 1rem 1.5rem; align-items: start }
        .composer { background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; padding: 1rem }
        .field { display: flex; gap: .75rem }
        textarea, input:not([type=hidden]) { width: 100%; background: var(--card); border: 1px solid var(--edge); border-radius: .9rem; padding: .6rem .8rem; min-height: 2.75rem }
        textarea { resize: vertical; line-height: 1.45 }
        ::placeholder { color: var(--soft); opacity: 1 }
        .row { display: flex; align-items: center; justify-content: space-between; gap: 1rem; margin-top: .75rem }
        .row button:only-child { margin-left: auto }
        .field ~ .row { padding-left: 3.25rem }
        .replying { display: flex; gap: 1rem; justify-content: space-between; background: var(--tint); border-radius: .75rem; padding: .35rem .8rem; margin-bottom: .75rem }
        .problem { color: var(--alarm); font-weight: 600; margin-top: .6rem }
        .suggestions { display: flex; flex-wrap: wrap; align-items: center; gap: .45rem; margin: .75rem 0 0 }
        .suggestion { background: transparent; color: var(--ink); border: 1px solid var(--edge); font-weight: 450; font-size: .875rem; min-height: 2rem; padding: .15rem .85rem }
        .suggestion:hover { background: var(--tint); filter: none }

        .feed { margin-top: 1.25rem }
        .item { margin-top: .6rem; max-width: 41rem }
        .item.own { max-width: none }
        .item.root { margin-top: 1.25rem }
        .item.reply .card { margin-left: 2.25rem }
        .card { display: flex; gap: .75rem; background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; padding: .9rem 1rem }
        .said { min-width: 0; flex: 1 }
        .said header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5rem }
        .said header time { margin-left: auto }
        .tag { font-size: .78rem; font-weight: 650; padding: 0 .5rem; border-radius: 99rem; background: var(--brand); color: var(--on-brand); align-self: center }
        .tag.you { background: var(--tint); color: var(--brand) }
        .text { white-space: pre-wrap }
        .at { font-weight: 600; color: var(--brand) }
        .said footer { display: flex; gap: .25rem; margin: .35rem 0 -.35rem -.5rem }
        .act { display: inline-flex; align-items: center; gap: .35rem; background: transparent; color: var(--soft); font-weight: 500; font-size: .875rem; min-height: 2rem; padding: .1rem .55rem; border-radius: 99rem; text-decoration: none }
        .act:hover { background: var(--tint); color: var(--ink); filter: none }
        .hidden summary { color: var(--soft); cursor: pointer }
        .nothing { color: var(--soft); padding: 2rem 1rem; text-align: center; border: 1px dashed var(--edge); border-radius: 1.25rem; max-width: 41rem }

        .why, .kept { background: var(--k-ground); color: var(--k-ink); border: 1px solid var(--k-line); border-radius: .6rem; padding: .8rem 1rem; font-size: .9rem }
        .why { border-left-width: .3rem }
        .why h2 { display: flex; align-items: center; gap: .45rem; margin-bottom: .2rem }
        .why p, .kept.empty, .kept dt, .kept .seal { color: var(--k-soft) }
        .kept { position: relative }
        .kept .text { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace }
        .kept mark, .chip.hot { background: var(--hot); color: var(--on-hot) }
        .kept mark { border-radius: .3rem; padding: 0 .15rem }
        .kept dl { margin-top: .6rem; display: grid; gap: .3rem }
        .kept dl > div { display: grid; grid-template-columns: 5.2rem minmax(0, 1fr); gap: .5rem }
        .chip { display: inline-block; border: 1px solid var(--k-line); border-radius: .4rem; padding: 0 .4rem; margin: 0 .3rem .2rem 0 }
        .chip.hot { border-color: transparent; font-weight: 600 }
        .kept summary { cursor: pointer }
        .kept li { padding-left: .2rem; font-size: .85rem }
        .kept code { font: .8rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace }
        .kept time { color: inherit; font-size: inherit }
        .seal { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .45rem; margin-top: .6rem; padding-top: .5rem; border-top: 1px solid var(--k-line); font-variant-numeric: tabular-nums }
        .seal b { color: var(--k-ink) }
        .seal span:last-child { margin-left: auto }
        .search { margin-top: .6rem }
        .search button { font-size: .85rem; min-height: 2rem; padding: .1rem .8rem; border-radius: .6rem; border-color: var(--k-soft) }
        .search .answer { font-weight: 600; margin-top: .35rem }
        .search .answer:empty { display: none }

        .talk + .pane { margin-top: 1.25rem }
        .cap { display: none; font-size: .8rem; color: var(--k-soft); margin-bottom: .2rem }
        .doors .hint { margin-bottom: .6rem }
        .with { display: flex; align-items: center; gap: .75rem; font-size: 1.05rem }
        .talk .item { display: grid }
        .bubble { justify-self: start; max-width: 85%; background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem 1.25rem 1.25rem .35rem; padding: .6rem .95rem }
        .bubble.mine { justify-self: end; background: var(--mine); border-color: transparent; border-radius: 1.25rem 1.25rem .35rem }
        .bubble.mine time { color: var(--ink) }
        .bubble time { display: block; font-size: .8rem }
        .titled { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem }
        .titled .button { margin-left: auto }
        .letter { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; text-decoration: none; background: var(--card); border: 1px solid var(--line); border-radius: 1.1rem; padding: .75rem 1rem }
        .letter:hover { background: var(--tint) }
        .letter .whom, .letter .subject { grid-column: 1 }
        .letter time { grid-column: 2; grid-row: 1 }
        .letter .whom { color: var(--soft); font-size: .9rem }
        .letter .begin { grid-column: 1 / -1; color: var(--soft); font-size: .9rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
        .letter .subject { font-weight: 550 }
        .letter.new { border-left: .3rem solid var(--brand) }
        .letter.new .subject { font-weight: 750 }
        .back { display: inline-block; padding: .4rem 0 }
        .sheet { margin-bottom: 1rem; padding: 1.25rem }
        .sheet h2 { margin-bottom: .5rem }
        .envelope { display: grid; gap: .1rem; margin: .6rem 0 1rem; padding-bottom: .8rem; border-bottom: 1px solid var(--line); font-size: .9rem }
        .envelope div { display: grid; grid-template-columns: 5rem minmax(0, 1fr) }
        .envelope dt { color: var(--soft) }
        .line { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); align-items: center; margin-bottom: .6rem }
        .side { padding-top: 2.5rem }

        .hello { margin: 2.5rem 0 2rem; max-width: 44rem }
        .hello h1 { font: 750 2rem/1.15 ui-rounded, "SF Pro Rounded", "Nunito", system-ui, sans-serif; margin-bottom: .6rem; text-wrap: balance }
        .hello > p { font-size: 1.1rem }
        .steps { display: grid; gap: .5rem; margin-top: 1.25rem; counter-reset: step; list-style: none }
        .steps li { counter-increment: step; position: relative; padding-left: 2.5rem; min-height: 1.8rem }
        .steps li::before { content: counter(step); position: absolute; left: 0; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: var(--tint); color: var(--brand); font-weight: 750; text-align: center; line-height: 1.75rem }
        .doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 2rem; align-items: start }
        .doors h2 { font-size: 1.15rem; margin-bottom: .6rem }
        .people { display: grid; gap: .5rem; margin-bottom: 1rem }
        .people .person, .people .seat button { background: var(--card); border: 1px solid var(--line); padding: .65rem .8rem; border-radius: 1.1rem; margin: 0 }
        .people .person:hover, .people .seat button:hover { background: var(--tint); filter: none }
        .people .seat .icon { width: 1.5rem; height: 1.5rem; margin: .5rem; color: var(--brand) }
        .new h3 { margin-bottom: .6rem }
        .new .hint { padding-left: 4.5rem }
        #line { position: fixed; left: 50%; bottom: 1rem; translate: -50%; background: var(--ink); color: var(--ground); padding: .5rem 1.1rem; border-radius: 99rem; margin: 0; z-index: 9 }

        @media (max-width: 56rem) {
          .pane, .item.own { grid-template-columns: minmax(0, 1fr) }
          .pane { max-width: 41rem; margin: 0 auto }
          .item, .item.own { max-width: 41rem; margin-left: auto; margin-right: auto; gap: 0 }
          .item.own { gap: .4rem }
          .item.own .kept { margin-left: 1rem }
          .side { padding-top: 0 }
          .cap { display: block }
        }
        @media (max-width: 40rem) {
          .top .wide { flex-wrap: wrap; padding-top: .35rem }
          .tabs { order: 3; width: 100%; justify-content: space-between; padding-bottom: .35rem }
          .tabs a { padding: .3rem .5rem; gap: .3rem }
          .who .names .handle { display: none }
          .hello { margin: 1.25rem 0 1.5rem } .hello h1 { font-size: 1.6rem }
          .item.reply .card { margin-left: 1rem }
          .tag.you { display: none }
          .field .face { display: none } .field ~ .row { padding-left: 0 }
          .line { grid-template-columns: 1fr } .new .hint { padding-left: 0 }
        }
        @media (prefers-reduced-motion: no-preference) {
          .fresh { animation: arrive .35s ease-out }
          @keyframes arrive { from { opacity: 0; transform: translateY(-.4rem) } }
        }
        @media (forced-colors: active) { .face, .tag, .badge { border: 1px solid } }
        """
}
