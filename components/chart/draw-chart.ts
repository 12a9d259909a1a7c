import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use as useParts, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

useParts([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

/** Draws a chart without a browser, as SVG text that scales to the width it is given. */
export function drawChart(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart
      .renderToSVGString()
      .replace(/ width="\d+" height="\d+"/, ' width="100%" height="auto" aria-hidden="true" focusable="false"');
  } finally {
    chart.dispose();
  }
}
