import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use as registerParts, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

registerParts([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** As wide as its place, silent for screen readers, without the hover styles and marks that only scripts would use. */
function forPage(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (ecmeta_[a-z_]+|class)="[^"]*"/g, "")
    .replace(/ width="\d+" height="\d+"/, ' width="100%" aria-hidden="true" focusable="false"');
}

/** Draws a chart without a browser, as SVG text that scales to the width it is given. */
export function drawChart(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return forPage(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}
