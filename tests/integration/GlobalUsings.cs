global using CrmServerless.Tests.Support;
global using Xunit;
