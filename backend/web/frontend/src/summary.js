// The chart of the summary: interactions above, posts published below, day by day. The table beside
// it holds the same numbers.
import "./styles/summary.css";

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  Tooltip,
} from "chart.js";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  Tooltip,
);

const language = document.documentElement.lang;
const shortDay = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function whole(value) {
  return Number.isInteger(value) ? value.toLocaleString(language) : "";
}

function bars(label, values, axis, tone, hover) {
  return {
    label,
    data: values,
    yAxisID: axis,
    stack: "day",
    backgroundColor: colour(tone),
    hoverBackgroundColor: colour(hover),
    borderRadius: 4,
    maxBarThickness: 24,
    categoryPercentage: 0.8,
  };
}

function draw(canvas, data) {
  const grid = { color: colour("--line"), drawTicks: false };
  const ticks = { color: colour("--ink-soft"), padding: 8 };
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: data.days.map((day) => shortDay.format(new Date(`${day}T00:00:00Z`))),
      datasets: [
        bars(canvas.dataset.interactions, data.interactions, "interactions", "--teal", "--teal-bright"),
        bars(canvas.dataset.published, data.published, "published", "--amber", "--amber-deep"),
      ],
    },
    options: {
      locale: language,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { color: colour("--line-strong") },
          ticks: { ...ticks, autoSkipPadding: 14, maxRotation: 0 },
        },
        published: {
          stack: "days",
          stackWeight: 1,
          offset: true,
          beginAtZero: true,
          suggestedMax: 3,
          border: { display: false },
          grid,
          ticks: { ...ticks, callback: whole, maxTicksLimit: 3, precision: 0 },
        },
        interactions: {
          stack: "days",
          stackWeight: 3,
          offset: true,
          beginAtZero: true,
          border: { display: false },
          grid,
          ticks: { ...ticks, callback: whole, maxTicksLimit: 6 },
        },
      },
      plugins: {
        legend: {
          align: "start",
          labels: { usePointStyle: true, pointStyle: "rectRounded", boxHeight: 8, padding: 16, color: colour("--ink") },
        },
        tooltip: { backgroundColor: colour("--ink"), cornerRadius: 8, padding: 10 },
      },
    },
  });
}

const canvas = document.getElementById("chart");
if (canvas) {
  Chart.defaults.font.family = colour("--font");
  Chart.defaults.font.size = 12;
  draw(canvas, JSON.parse(document.getElementById("chart-data").textContent));
}
