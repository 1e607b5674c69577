namespace SlaAgent.Reports;

/// <summary>How a report's page looks: on a screen, light or dark, and on paper.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet. Nothing in it may need escaping in XML.</summary>
    public const string Sheet = """
        :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--panel:#f6f8fa;--good:#1a7f37;--bad:#b3261e;--goodbg:#dff3e4;--badbg:#fbe0dd;--s0:#0b5cad;--s1:#9a5b00;--s2:#8a3ffc;--limit:#b3261e}
        @media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa4af;--line:#3b434c;--paper:#0d1117;--panel:#161b22;--good:#57c878;--bad:#ff8f86;--goodbg:#173321;--badbg:#43201d;--s0:#6cb6ff;--s1:#e0a458;--s2:#c4a2ff;--limit:#ff8f86}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1000px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:1.7em;line-height:1.2;margin:0 0 .3em;overflow-wrap:anywhere}
        h2{font-size:1.2em;margin:2em 0 .6em;padding-bottom:.2em;border-bottom:1px solid var(--line)}
        .sub{margin:.1em 0;color:var(--soft)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:10px;margin:12px 0}
        .tile{border:1px solid var(--line);border-left:5px solid var(--soft);border-radius:6px;padding:10px 12px;background:var(--panel)}
        .tile.good{border-left-color:var(--good)}
        .tile.bad{border-left-color:var(--bad)}
        .tile span{display:block;color:var(--soft);font-size:.88em;overflow-wrap:anywhere}
        .tile strong{display:block;font-size:1.35em;font-variant-numeric:tabular-nums}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;margin:10px 0;font-size:.88em}
        caption{text-align:left;font-weight:600;padding:4px 0}
        th,td{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid var(--line);overflow-wrap:anywhere;min-width:6.5em}
        th{color:var(--soft);font-weight:600}
        th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;min-width:0;overflow-wrap:normal}
        td.n{white-space:nowrap}
        figure{margin:18px 0;break-inside:avoid}
        figcaption{font-weight:600;margin-bottom:4px}
        details{margin-top:4px}
        summary{color:var(--soft);cursor:pointer;font-size:.88em}
        .chart{display:block;width:100%;max-width:760px;height:auto;overflow:visible}
        .patterns{position:absolute;width:0;height:0}
        .t{font-size:11px;fill:var(--soft)}
        .b{font-weight:700;fill:var(--ink)}
        .small{font-size:10px}
        .grid{stroke:var(--line)}
        .axis{stroke:var(--soft)}
        .even{stroke:var(--soft);stroke-dasharray:4 4}
        .limit{stroke:var(--limit);stroke-width:1.5;stroke-dasharray:8 3}
        .s0,.s1,.s2{fill:none;stroke:var(--s0);stroke-width:2;stroke-linejoin:round}
        .s1{stroke:var(--s1);stroke-dasharray:6 3}
        .s2{stroke:var(--s2);stroke-dasharray:2 3}
        .hatch{fill:url(#hatch);stroke:none}
        .frame{fill:var(--bad);fill-opacity:.12;stroke:var(--bad)}
        .c-kept{fill:var(--goodbg);stroke:var(--good)}
        .c-missed{fill:var(--badbg);stroke:var(--bad);stroke-width:2}
        .c-excluded{fill:url(#hatch);stroke:var(--soft)}
        .c-not{fill:none;stroke:var(--line);stroke-dasharray:3 2}
        .f0{fill:#0072b2}.f1{fill:#e69f00}.f2{fill:#009e73}.f3{fill:#cc79a7}.f4{fill:#56b4e9}.f5{fill:#999}
        @page{size:A4;margin:16mm 14mm}
        @media print{
        :root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--panel:#fff;--good:#1a7f37;--bad:#b3261e;--goodbg:#dff3e4;--badbg:#fbe0dd;--s0:#0b5cad;--s1:#9a5b00;--s2:#8a3ffc;--limit:#b3261e}
        body{font-size:9pt;line-height:1.35;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        main{max-width:none;padding:0}
        h1{font-size:15pt}
        table{font-size:7.5pt;margin:5px 0}
        th,td{padding:2px 5px;min-width:4.5em}
        td.n{white-space:normal}
        p,ul{margin:.4em 0}
        .tiles{gap:6px;margin:6px 0}
        .tile{padding:5px 8px}
        h2{break-after:avoid;margin:1em 0 .4em;font-size:12pt}
        tr,.tile{break-inside:avoid}
        thead{display:table-header-group}
        details{display:none}
        .wide{overflow:visible}
        }
        """;

    /// <summary>Fillings that charts share.</summary>
    public const string Patterns = """
        <svg class="patterns" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"><path class="grid" d="M0 6L6 0" fill="none" stroke-width="1.5"/></pattern></defs></svg>
        """;
}
