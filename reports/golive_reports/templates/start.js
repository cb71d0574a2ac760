startCharts();
startOrders().then(startStories).catch(trouble);
